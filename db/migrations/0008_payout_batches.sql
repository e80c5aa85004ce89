CREATE TABLE "payout_batch_lines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"batch_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	"reference" text,
	"paid_on" date,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	CONSTRAINT "payout_batch_lines_state" CHECK ("payout_batch_lines"."state" in ('waiting', 'paid', 'failed', 'removed')),
	CONSTRAINT "payout_batch_lines_amount" CHECK ("payout_batch_lines"."amount_fen" > 0),
	CONSTRAINT "payout_batch_lines_failed" CHECK (("payout_batch_lines"."state" = 'failed') = ("payout_batch_lines"."reason" is not null)),
	CONSTRAINT "payout_batch_lines_paid" CHECK (("payout_batch_lines"."state" = 'paid') = ("payout_batch_lines"."reference" is not null) and ("payout_batch_lines"."state" = 'paid') = ("payout_batch_lines"."paid_on" is not null)),
	CONSTRAINT "payout_batch_lines_settled" CHECK (("payout_batch_lines"."state" = 'waiting') = ("payout_batch_lines"."settled_at" is null))
);
--> statement-breakpoint
CREATE TABLE "payout_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"prepared_by" uuid NOT NULL,
	"prepared_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payout_batches_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "viewings" (
	"order_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "viewings_order_id_account_id_pk" PRIMARY KEY("order_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "payout_batch_lines" ADD CONSTRAINT "payout_batch_lines_batch_id_payout_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."payout_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_lines" ADD CONSTRAINT "payout_batch_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_lines" ADD CONSTRAINT "payout_batch_lines_settled_by_accounts_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batches" ADD CONSTRAINT "payout_batches_prepared_by_accounts_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "viewings" ADD CONSTRAINT "viewings_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "viewings" ADD CONSTRAINT "viewings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_batch_lines_batch" ON "payout_batch_lines" USING btree ("batch_id","id");--> statement-breakpoint
CREATE INDEX "payout_batch_lines_order" ON "payout_batch_lines" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_batch_lines_one_waiting" ON "payout_batch_lines" USING btree ("order_id") WHERE "payout_batch_lines"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "payout_batches_prepared" ON "payout_batches" USING btree ("prepared_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "viewings_seen" ON "viewings" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("account_id") WHERE "notifications"."read_at" is null;--> statement-breakpoint
CREATE INDEX "order_events_actor" ON "order_events" USING btree ("actor_id","at" DESC NULLS LAST,"order_id" DESC NULLS LAST,"seq" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "tasks_inbox_kind" ON "tasks" USING btree ("group_key","kind","due_at","id") WHERE "tasks"."state" in ('open', 'claimed');