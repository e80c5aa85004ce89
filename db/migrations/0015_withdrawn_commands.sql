ALTER TABLE "commands" DROP CONSTRAINT "commands_state";--> statement-breakpoint
DROP INDEX "commands_unsettled";--> statement-breakpoint
CREATE INDEX "commands_unsettled" ON "commands" USING btree ("accepted_at") WHERE "commands"."state" in ('sending', 'accepted');--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_state" CHECK ("commands"."state" in ('sending', 'accepted', 'done', 'refused', 'withdrawn'));