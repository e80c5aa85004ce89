ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind";--> statement-breakpoint
DROP INDEX "orders_institution_waiting";--> statement-breakpoint
DROP INDEX "orders_enterprise_waiting";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "waiting_also" text;--> statement-breakpoint
CREATE INDEX "orders_institution_waiting" ON "orders" USING btree ("institution_id","waiting_step") WHERE 'institution' in ("orders"."waiting_role", "orders"."waiting_also");--> statement-breakpoint
CREATE INDEX "orders_enterprise_waiting" ON "orders" USING btree ("enterprise_id","waiting_step") WHERE 'enterprise' in ("orders"."waiting_role", "orders"."waiting_also");--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind" CHECK ("tasks"."kind" in ('paymentReview', 'redemptionReview', 'supplement', 'payout', 'contractChange', 'closure', 'passwordReset'));