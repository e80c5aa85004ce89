CREATE TABLE "password_reset_events" (
	"subject_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"command_id" text NOT NULL,
	"step" text NOT NULL,
	"actor_id" uuid,
	"actor_role" text,
	"from_state" text,
	"to_state" text NOT NULL,
	"version" integer NOT NULL,
	"reason" text,
	"body" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "password_reset_events_subject_id_seq_pk" PRIMARY KEY("subject_id","seq"),
	CONSTRAINT "password_reset_events_command" UNIQUE("command_id")
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"seq" integer NOT NULL,
	"account_id" uuid,
	"requested" jsonb,
	"identity_check" text,
	"token_hash" text,
	"link_ends_at" timestamp with time zone,
	"remark" text,
	"clock" jsonb NOT NULL,
	"rules" jsonb NOT NULL,
	"waiting_role" text,
	"waiting_step" text,
	"due_at" timestamp with time zone,
	"begun_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "password_resets_number_unique" UNIQUE("number"),
	CONSTRAINT "password_resets_state" CHECK ("password_resets"."state" in ('requested', 'linkIssued', 'done', 'refused', 'expired')),
	CONSTRAINT "password_resets_link" CHECK ("password_resets"."token_hash" is null or "password_resets"."state" = 'linkIssued')
);
--> statement-breakpoint
ALTER TABLE "password_reset_events" ADD CONSTRAINT "password_reset_events_subject_id_password_resets_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."password_resets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "password_reset_events_actor" ON "password_reset_events" USING btree ("actor_id","at" DESC NULLS LAST,"subject_id" DESC NULLS LAST,"seq" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "password_resets_token" ON "password_resets" USING btree ("token_hash") WHERE "password_resets"."token_hash" is not null;--> statement-breakpoint
CREATE INDEX "password_resets_open" ON "password_resets" USING btree ("id") WHERE "password_resets"."state" in ('requested', 'linkIssued');--> statement-breakpoint
CREATE INDEX "password_resets_account" ON "password_resets" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "password_changed_at" timestamp with time zone;
--> statement-breakpoint
CREATE SEQUENCE password_reset_numbers;
--> statement-breakpoint
CREATE TRIGGER password_reset_events_append_only BEFORE UPDATE OR DELETE ON password_reset_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER password_reset_events_no_truncate BEFORE TRUNCATE ON password_reset_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
