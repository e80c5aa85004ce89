-- What was read so far was read by the reader of former releases, which is 1; it is read anew when it is looked at.
ALTER TABLE "attachment_readings" ADD COLUMN "reader" integer NOT NULL DEFAULT 1;--> statement-breakpoint
ALTER TABLE "attachment_readings" ALTER COLUMN "reader" DROP DEFAULT;
