-- Which task a row of a former release meant is not known; it is removed within a minute.
ALTER TABLE "viewings" DROP CONSTRAINT "viewings_subject_id_account_id_pk";--> statement-breakpoint
ALTER TABLE "viewings" ADD COLUMN "task_id" uuid NOT NULL DEFAULT gen_random_uuid();--> statement-breakpoint
ALTER TABLE "viewings" ALTER COLUMN "task_id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "viewings" ADD CONSTRAINT "viewings_task_id_account_id_pk" PRIMARY KEY("task_id","account_id");
