CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"key" text NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"order_id" uuid,
	CONSTRAINT "attachments_key_unique" UNIQUE("key"),
	CONSTRAINT "attachments_kind" CHECK ("attachments"."kind" in ('contract', 'invoice', 'selfPaidProof', 'result', 'process', 'supplementaryAgreement')),
	CONSTRAINT "attachments_size" CHECK ("attachments"."size_bytes" > 0)
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"event" text NOT NULL,
	"facts" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"mail" text DEFAULT 'waiting' NOT NULL,
	"mail_attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "notifications_mail" CHECK ("notifications"."mail" in ('waiting', 'sent', 'failed', 'unwanted'))
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"step" text NOT NULL,
	"version" integer,
	"body" jsonb NOT NULL,
	"state" text DEFAULT 'accepted' NOT NULL,
	"code" text,
	"accepted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "commands_state" CHECK ("commands"."state" in ('accepted', 'done', 'refused')),
	CONSTRAINT "commands_code" CHECK (("commands"."state" = 'refused') = ("commands"."code" is not null))
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"command_id" text NOT NULL,
	"step" text NOT NULL,
	"actor_id" uuid,
	"actor_role" text,
	"from_state" text,
	"to_state" text NOT NULL,
	"reason" text,
	"body" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_events_order_id_seq_pk" PRIMARY KEY("order_id","seq"),
	CONSTRAINT "order_events_command" UNIQUE("command_id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"seq" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"product" jsonb NOT NULL,
	"institution_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"park_id" uuid NOT NULL,
	"voucher_line_id" uuid NOT NULL,
	"list_price_fen" bigint NOT NULL,
	"order_amount_fen" bigint NOT NULL,
	"voucher_amount_fen" bigint NOT NULL,
	"expected_amount_fen" bigint,
	"price_confirmed" boolean NOT NULL,
	"note" text,
	"remark" text,
	"contract" jsonb,
	"payment_approved_by" uuid,
	"payment_approved_at" timestamp with time zone,
	"claim" jsonb,
	"approvals" jsonb NOT NULL,
	"redemption_fen" bigint,
	"payouts" jsonb NOT NULL,
	"paid_out_fen" bigint NOT NULL,
	"returned" boolean NOT NULL,
	"changes" jsonb NOT NULL,
	"closure" jsonb,
	"clock" jsonb NOT NULL,
	"rules" jsonb NOT NULL,
	"due_at" timestamp with time zone,
	"tokens" text[] NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "orders_number_unique" UNIQUE("number"),
	CONSTRAINT "orders_state_known" CHECK ("orders"."state" in ('unpaid', 'paymentReview', 'paymentRejected', 'paid', 'redemptionReview', 'preRedeemed', 'redeemed', 'redemptionRejected', 'closed')),
	CONSTRAINT "orders_amounts" CHECK ("orders"."list_price_fen" >= "orders"."order_amount_fen" and "orders"."order_amount_fen" >= "orders"."voucher_amount_fen" and "orders"."order_amount_fen" > 0 and "orders"."voucher_amount_fen" >= 0),
	CONSTRAINT "orders_redemption" CHECK ("orders"."paid_out_fen" >= 0 and "orders"."paid_out_fen" <= coalesce("orders"."redemption_fen", 0) and coalesce("orders"."redemption_fen", 0) <= "orders"."voucher_amount_fen")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"username" text NOT NULL,
	"password_hash" text NOT NULL,
	"name" text NOT NULL,
	"roles" text[] NOT NULL,
	"organization_id" uuid,
	"park_id" uuid,
	"supervises" text[] DEFAULT '{}' NOT NULL,
	"declared_credit_codes" text[] DEFAULT '{}' NOT NULL,
	"active" text DEFAULT 'yes' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_roles_known" CHECK ("accounts"."roles" <@ array['institution', 'enterprise', 'park', 'center', 'finance', 'admin'] and cardinality("accounts"."roles") > 0),
	CONSTRAINT "accounts_organization_roles" CHECK (("accounts"."roles" && array['institution', 'enterprise']) = ("accounts"."organization_id" is not null)),
	CONSTRAINT "accounts_park_role" CHECK (("accounts"."roles" && array['park']) = ("accounts"."park_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"credit_code" text NOT NULL,
	"park_id" uuid,
	"status" text DEFAULT 'active' NOT NULL,
	"tokens" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "organizations_credit_code_type" UNIQUE("credit_code","type"),
	CONSTRAINT "organizations_type" CHECK ("organizations"."type" in ('institution', 'enterprise')),
	CONSTRAINT "organizations_status" CHECK ("organizations"."status" in ('active', 'suspended', 'removed')),
	CONSTRAINT "organizations_park" CHECK (("organizations"."type" = 'enterprise') = ("organizations"."park_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "parks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "parks_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"state" text NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_account_id_key_pk" PRIMARY KEY("account_id","key"),
	CONSTRAINT "idempotency_keys_state" CHECK ("idempotency_keys"."state" in ('running', 'answered', 'accepted'))
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"content" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "categories_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"institution_id" uuid NOT NULL,
	"subcategory_id" uuid NOT NULL,
	"name" text NOT NULL,
	"price_fen" bigint NOT NULL,
	"state" text NOT NULL,
	"tokens" text[] DEFAULT '{}' NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_state" CHECK ("products"."state" in ('underReview', 'approved', 'rejected', 'deleted')),
	CONSTRAINT "products_price" CHECK ("products"."price_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "subcategories" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"category_id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "subcategories_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"day" date PRIMARY KEY NOT NULL,
	"worked" boolean NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"in_force_from" date PRIMARY KEY NOT NULL,
	"rules" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task_claims" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"task_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"what" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_claims_what" CHECK ("task_claims"."what" in ('claimed', 'released'))
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"group_key" text NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"claimed_by" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_seq" integer NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	"closed_seq" integer,
	"seen_version" integer,
	CONSTRAINT "tasks_kind" CHECK ("tasks"."kind" in ('paymentReview', 'redemptionReview', 'supplement', 'payout', 'contractChange')),
	CONSTRAINT "tasks_state" CHECK ("tasks"."state" in ('open', 'claimed', 'done', 'withdrawn')),
	CONSTRAINT "tasks_group_known" CHECK ("tasks"."group_key" ~ '^(center|finance|admin|(park|institution):[0-9a-f-]{36})$'),
	CONSTRAINT "tasks_claimed" CHECK ("tasks"."state" <> 'claimed' or "tasks"."claimed_by" is not null),
	CONSTRAINT "tasks_closed" CHECK (("tasks"."state" in ('done', 'withdrawn')) = ("tasks"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"line_id" uuid NOT NULL,
	"from_account" text NOT NULL,
	"to_account" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"order_id" uuid,
	"order_seq" bigint,
	"step" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_entries_once" UNIQUE("order_id","order_seq","from_account","to_account"),
	CONSTRAINT "ledger_entries_amount" CHECK ("ledger_entries"."amount_fen" > 0),
	CONSTRAINT "ledger_entries_from" CHECK ("ledger_entries"."from_account" in ('granted', 'available', 'held', 'committed', 'redeemed', 'lapsed')),
	CONSTRAINT "ledger_entries_to" CHECK ("ledger_entries"."to_account" in ('available', 'held', 'committed', 'redeemed', 'lapsed')),
	CONSTRAINT "ledger_entries_moves" CHECK ("ledger_entries"."from_account" <> "ledger_entries"."to_account")
);
--> statement-breakpoint
CREATE TABLE "voucher_lines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"voucher_id" uuid NOT NULL,
	"subcategory_id" uuid NOT NULL,
	"granted_fen" bigint DEFAULT 0 NOT NULL,
	"available_fen" bigint DEFAULT 0 NOT NULL,
	"held_fen" bigint DEFAULT 0 NOT NULL,
	"committed_fen" bigint DEFAULT 0 NOT NULL,
	"redeemed_fen" bigint DEFAULT 0 NOT NULL,
	"lapsed_fen" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "voucher_lines_available" CHECK ("voucher_lines"."available_fen" >= 0),
	CONSTRAINT "voucher_lines_held" CHECK ("voucher_lines"."held_fen" >= 0),
	CONSTRAINT "voucher_lines_committed" CHECK ("voucher_lines"."committed_fen" >= 0),
	CONSTRAINT "voucher_lines_redeemed" CHECK ("voucher_lines"."redeemed_fen" >= 0),
	CONSTRAINT "voucher_lines_lapsed" CHECK ("voucher_lines"."lapsed_fen" >= 0),
	CONSTRAINT "voucher_lines_balance" CHECK ("voucher_lines"."granted_fen" = "voucher_lines"."available_fen" + "voucher_lines"."held_fen" + "voucher_lines"."committed_fen" + "voucher_lines"."redeemed_fen" + "voucher_lines"."lapsed_fen")
);
--> statement-breakpoint
CREATE TABLE "vouchers" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"granted_on" date NOT NULL,
	"use_by" date NOT NULL,
	"redeem_by" date NOT NULL,
	CONSTRAINT "vouchers_number_unique" UNIQUE("number"),
	CONSTRAINT "vouchers_kind" CHECK ("vouchers"."kind" in ('development', 'startup')),
	CONSTRAINT "vouchers_dates" CHECK ("vouchers"."granted_on" <= "vouchers"."use_by" and "vouchers"."use_by" <= "vouchers"."redeem_by")
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_uploaded_by_accounts_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_institution_id_organizations_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_enterprise_id_organizations_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_park_id_parks_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_voucher_line_id_voucher_lines_id_fk" FOREIGN KEY ("voucher_line_id") REFERENCES "public"."voucher_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_park_id_parks_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_park_id_parks_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_institution_id_organizations_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_subcategory_id_subcategories_id_fk" FOREIGN KEY ("subcategory_id") REFERENCES "public"."subcategories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subcategories" ADD CONSTRAINT "subcategories_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_claims" ADD CONSTRAINT "task_claims_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_claims" ADD CONSTRAINT "task_claims_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_claimed_by_accounts_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_line_id_voucher_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."voucher_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_lines" ADD CONSTRAINT "voucher_lines_voucher_id_vouchers_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "public"."vouchers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_lines" ADD CONSTRAINT "voucher_lines_subcategory_id_subcategories_id_fk" FOREIGN KEY ("subcategory_id") REFERENCES "public"."subcategories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouchers" ADD CONSTRAINT "vouchers_enterprise_id_organizations_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_order" ON "attachments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "attachments_loose" ON "attachments" USING btree ("uploaded_at") WHERE "attachments"."order_id" is null;--> statement-breakpoint
CREATE INDEX "notifications_account" ON "notifications" USING btree ("account_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "notifications_outbox" ON "notifications" USING btree ("id") WHERE "notifications"."mail" = 'waiting';--> statement-breakpoint
CREATE INDEX "commands_unsettled" ON "commands" USING btree ("accepted_at") WHERE "commands"."state" = 'accepted';--> statement-breakpoint
CREATE INDEX "orders_institution" ON "orders" USING btree ("institution_id","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_institution_state" ON "orders" USING btree ("institution_id","state","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_enterprise" ON "orders" USING btree ("enterprise_id","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_enterprise_state" ON "orders" USING btree ("enterprise_id","state","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_park" ON "orders" USING btree ("park_id","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_park_state" ON "orders" USING btree ("park_id","state","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_all" ON "orders" USING btree ("placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_state" ON "orders" USING btree ("state","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_open" ON "orders" USING btree ("id") WHERE "orders"."state" not in ('redeemed', 'closed');--> statement-breakpoint
CREATE INDEX "orders_line" ON "orders" USING btree ("voucher_line_id");--> statement-breakpoint
CREATE INDEX "orders_tokens" ON "orders" USING gin ("tokens");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_username" ON "accounts" USING btree (lower("username"));--> statement-breakpoint
CREATE INDEX "accounts_organization" ON "accounts" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "accounts_roles" ON "accounts" USING gin ("roles");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "reconciliations_at" ON "reconciliations" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_expire" ON "sign_in_failures" USING btree ("expire");--> statement-breakpoint
CREATE INDEX "products_live" ON "products" USING btree ("id") WHERE "products"."state" = 'approved';--> statement-breakpoint
CREATE INDEX "products_institution" ON "products" USING btree ("institution_id");--> statement-breakpoint
CREATE INDEX "task_claims_task" ON "task_claims" USING btree ("task_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_one_open" ON "tasks" USING btree ("order_id") WHERE "tasks"."state" in ('open', 'claimed');--> statement-breakpoint
CREATE INDEX "tasks_inbox" ON "tasks" USING btree ("group_key","due_at","id") WHERE "tasks"."state" in ('open', 'claimed');--> statement-breakpoint
CREATE INDEX "tasks_group" ON "tasks" USING btree ("group_key","state","due_at","id");--> statement-breakpoint
CREATE INDEX "tasks_order" ON "tasks" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "tasks_claimed_by" ON "tasks" USING btree ("claimed_by","due_at","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_line" ON "ledger_entries" USING btree ("line_id","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_order" ON "ledger_entries" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "voucher_lines_voucher" ON "voucher_lines" USING btree ("voucher_id");--> statement-breakpoint
CREATE INDEX "voucher_lines_unlapsed" ON "voucher_lines" USING btree ("voucher_id") WHERE "voucher_lines"."available_fen" > 0;--> statement-breakpoint
CREATE INDEX "vouchers_enterprise" ON "vouchers" USING btree ("enterprise_id","id");