-- Commands, tasks, notifications, attachments, viewings and drafts name a subject, of whatever process; until now all were orders'.
ALTER TABLE "commands" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "commands" RENAME CONSTRAINT "commands_order_id_not_null" TO "commands_subject_id_not_null";--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "subject_type" text NOT NULL DEFAULT 'order';--> statement-breakpoint
ALTER TABLE "commands" ALTER COLUMN "subject_type" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "commands" ALTER COLUMN "account_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_subject_type" CHECK ("commands"."subject_type" in ('order', 'passwordReset'));--> statement-breakpoint
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_order_id_orders_id_fk";--> statement-breakpoint
ALTER TABLE "notifications" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "notifications" RENAME CONSTRAINT "notifications_order_id_not_null" TO "notifications_subject_id_not_null";--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "subject_type" text NOT NULL DEFAULT 'order';--> statement-breakpoint
ALTER TABLE "notifications" ALTER COLUMN "subject_type" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_subject_type" CHECK ("notifications"."subject_type" in ('order', 'passwordReset'));--> statement-breakpoint
ALTER TABLE "attachments" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "subject_type" text;--> statement-breakpoint
UPDATE "attachments" SET "subject_type" = 'order' WHERE "subject_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_subject_type" CHECK (("attachments"."subject_type" is null) = ("attachments"."subject_id" is null) and "attachments"."subject_type" in ('order', 'passwordReset'));--> statement-breakpoint
ALTER INDEX "attachments_order" RENAME TO "attachments_subject";--> statement-breakpoint
ALTER TABLE "viewings" DROP CONSTRAINT "viewings_order_id_orders_id_fk";--> statement-breakpoint
ALTER TABLE "viewings" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "viewings" RENAME CONSTRAINT "viewings_order_id_not_null" TO "viewings_subject_id_not_null";--> statement-breakpoint
ALTER TABLE "viewings" RENAME CONSTRAINT "viewings_order_id_account_id_pk" TO "viewings_subject_id_account_id_pk";--> statement-breakpoint
ALTER TABLE "viewings" ADD COLUMN "subject_type" text NOT NULL DEFAULT 'order';--> statement-breakpoint
ALTER TABLE "viewings" ALTER COLUMN "subject_type" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "viewings" ADD CONSTRAINT "viewings_subject_type" CHECK ("viewings"."subject_type" in ('order', 'passwordReset'));--> statement-breakpoint
ALTER TABLE "redemption_drafts" DROP CONSTRAINT "redemption_drafts_order_id_orders_id_fk";--> statement-breakpoint
ALTER TABLE "redemption_drafts" RENAME TO "drafts";--> statement-breakpoint
ALTER TABLE "drafts" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "drafts" RENAME CONSTRAINT "redemption_drafts_order_id_not_null" TO "drafts_subject_id_not_null";--> statement-breakpoint
ALTER TABLE "drafts" RENAME CONSTRAINT "redemption_drafts_account_id_not_null" TO "drafts_account_id_not_null";--> statement-breakpoint
ALTER TABLE "drafts" RENAME CONSTRAINT "redemption_drafts_values_not_null" TO "drafts_values_not_null";--> statement-breakpoint
ALTER TABLE "drafts" RENAME CONSTRAINT "redemption_drafts_attachment_ids_not_null" TO "drafts_attachment_ids_not_null";--> statement-breakpoint
ALTER TABLE "drafts" RENAME CONSTRAINT "redemption_drafts_updated_at_not_null" TO "drafts_updated_at_not_null";--> statement-breakpoint
ALTER TABLE "drafts" RENAME CONSTRAINT "redemption_drafts_order_id_account_id_pk" TO "drafts_subject_id_account_id_pk";--> statement-breakpoint
ALTER TABLE "drafts" RENAME CONSTRAINT "redemption_drafts_account_id_accounts_id_fk" TO "drafts_account_id_accounts_id_fk";--> statement-breakpoint
ALTER INDEX "redemption_drafts_attachments" RENAME TO "drafts_attachments";--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "subject_type" text NOT NULL DEFAULT 'order';--> statement-breakpoint
ALTER TABLE "drafts" ALTER COLUMN "subject_type" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_subject_type" CHECK ("drafts"."subject_type" in ('order', 'passwordReset'));--> statement-breakpoint
-- An entry of the ledger names the subject and event that moved the money. Its table refuses updates: here alone the type is filled in.
ALTER TABLE "ledger_entries" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "ledger_entries" RENAME COLUMN "order_seq" TO "seq";--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "subject_type" text;--> statement-breakpoint
ALTER TABLE "ledger_entries" DISABLE TRIGGER "ledger_entries_append_only";--> statement-breakpoint
UPDATE "ledger_entries" SET "subject_type" = 'order' WHERE "subject_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_entries" ENABLE TRIGGER "ledger_entries_append_only";--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_subject_type" CHECK ("ledger_entries"."subject_type" in ('order', 'passwordReset'));--> statement-breakpoint
ALTER INDEX "ledger_entries_order" RENAME TO "ledger_entries_subject";--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_once";--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_once" UNIQUE("subject_id","seq","line_id","from_account","to_account");--> statement-breakpoint
-- Each event says the subject's version afterwards: reminders, first approvals and consents to a closing did not raise it.
ALTER TABLE "order_events" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "order_events" RENAME CONSTRAINT "order_events_order_id_not_null" TO "order_events_subject_id_not_null";--> statement-breakpoint
ALTER TABLE "order_events" RENAME CONSTRAINT "order_events_order_id_seq_pk" TO "order_events_subject_id_seq_pk";--> statement-breakpoint
ALTER TABLE "order_events" RENAME CONSTRAINT "order_events_order_id_orders_id_fk" TO "order_events_subject_id_orders_id_fk";--> statement-breakpoint
ALTER TABLE "order_events" ADD COLUMN "version" integer;--> statement-breakpoint
ALTER TABLE "order_events" DISABLE TRIGGER "order_events_append_only";--> statement-breakpoint
UPDATE "order_events" SET "version" = "counted"."version"
FROM (
  SELECT "subject_id", "seq", sum(CASE
      WHEN "step" IN ('remind', 'overdue', 'escalate') THEN 0
      WHEN "step" = 'approveRedemption' AND "to_state" = 'redemptionReview' THEN 0
      WHEN "step" = 'close' AND "to_state" <> 'closed' THEN 0
      ELSE 1
    END) OVER (PARTITION BY "subject_id" ORDER BY "seq") AS "version"
  FROM "order_events"
) AS "counted"
WHERE "counted"."subject_id" = "order_events"."subject_id" AND "counted"."seq" = "order_events"."seq";--> statement-breakpoint
ALTER TABLE "order_events" ENABLE TRIGGER "order_events_append_only";--> statement-breakpoint
DO $$ BEGIN
  IF EXISTS (
    SELECT FROM "orders" JOIN "order_events" ON "order_events"."subject_id" = "orders"."id" AND "order_events"."seq" = "orders"."seq"
    WHERE "orders"."version" <> "order_events"."version"
  ) THEN RAISE EXCEPTION 'the versions counted from the events are not those of the orders'; END IF;
END $$;--> statement-breakpoint
ALTER TABLE "order_events" ALTER COLUMN "version" SET NOT NULL;--> statement-breakpoint
-- A task carries what its subject is called and found by, so that the inbox joins no process.
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_order_id_orders_id_fk";--> statement-breakpoint
ALTER TABLE "tasks" RENAME COLUMN "order_id" TO "subject_id";--> statement-breakpoint
ALTER TABLE "tasks" RENAME CONSTRAINT "tasks_order_id_not_null" TO "tasks_subject_id_not_null";--> statement-breakpoint
ALTER INDEX "tasks_order" RENAME TO "tasks_subject";--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "subject_type" text NOT NULL DEFAULT 'order';--> statement-breakpoint
ALTER TABLE "tasks" ALTER COLUMN "subject_type" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "title" jsonb, ADD COLUMN "tokens" text[], ADD COLUMN "version" integer;--> statement-breakpoint
UPDATE "tasks" SET
  "title" = jsonb_build_object('number', "orders"."number", 'name', "orders"."product" ->> 'name'),
  "tokens" = "orders"."tokens" || array[
      trim_scale(nullif("orders"."list_price_fen", 0) / 100.0)::text,
      trim_scale(nullif("orders"."order_amount_fen", 0) / 100.0)::text,
      trim_scale(nullif("orders"."voucher_amount_fen", 0) / 100.0)::text,
      trim_scale(("orders"."claim" ->> 'actualAmountFen')::bigint / 100.0)::text
    ] || regexp_split_to_array(lower("orders"."contract" ->> 'number'), '[^a-z0-9_-]+'),
  "version" = CASE WHEN "tasks"."state" IN ('open', 'claimed') THEN "orders"."version" ELSE coalesce("tasks"."seen_version", "orders"."version") END
FROM "orders" WHERE "orders"."id" = "tasks"."subject_id";--> statement-breakpoint
ALTER TABLE "tasks" ALTER COLUMN "title" SET NOT NULL, ALTER COLUMN "tokens" SET NOT NULL, ALTER COLUMN "version" SET NOT NULL;--> statement-breakpoint
DROP INDEX "tasks_claimed_by";--> statement-breakpoint
CREATE INDEX "tasks_mine" ON "tasks" USING btree ("claimed_by","group_key","due_at","id") WHERE "tasks"."state" in ('open', 'claimed');--> statement-breakpoint
CREATE INDEX "tasks_tokens" ON "tasks" USING gin ("tokens");--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_subject_type" CHECK ("tasks"."subject_type" in ('order', 'passwordReset'));--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind";--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind" CHECK ("tasks"."kind" in ('paymentReview', 'redemptionReview', 'supplement', 'payout', 'contractChange', 'passwordReset'));--> statement-breakpoint
-- Who must act, as the rule says; what stood before is filled in by the rule itself, after these statements.
ALTER TABLE "orders" ADD COLUMN "waiting_role" text, ADD COLUMN "waiting_step" text;--> statement-breakpoint
CREATE INDEX "orders_institution_waiting" ON "orders" USING btree ("institution_id","waiting_step") WHERE "orders"."waiting_role" = 'institution';--> statement-breakpoint
CREATE INDEX "orders_enterprise_waiting" ON "orders" USING btree ("enterprise_id","waiting_step") WHERE "orders"."waiting_role" = 'enterprise';
