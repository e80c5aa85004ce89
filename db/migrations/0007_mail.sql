CREATE TABLE "digest_days" (
	"day" date PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kept_mails" (
	"mail_id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_preferences" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"digest" boolean NOT NULL,
	"unwanted" text[] NOT NULL,
	CONSTRAINT "mail_preferences_language" CHECK ("mail_preferences"."language" in ('zh', 'en'))
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"notification_id" uuid,
	"digest_day" date,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"holder" uuid,
	"problem" text,
	"settled_at" timestamp with time zone,
	"resent_by" uuid,
	CONSTRAINT "mails_notification" UNIQUE("notification_id"),
	CONSTRAINT "mails_digest" UNIQUE("account_id","digest_day"),
	CONSTRAINT "mails_state" CHECK ("mails"."state" in ('waiting', 'sending', 'sent', 'kept', 'failed', 'doubtful', 'dropped')),
	CONSTRAINT "mails_subject" CHECK (("mails"."notification_id" is null) <> ("mails"."digest_day" is null)),
	CONSTRAINT "mails_lease" CHECK ("mails"."state" <> 'sending' or ("mails"."lease_until" is not null and "mails"."holder" is not null))
);
--> statement-breakpoint
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_mail";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "kept_mails" ADD CONSTRAINT "kept_mails_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_preferences" ADD CONSTRAINT "mail_preferences_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_digest_day_digest_days_day_fk" FOREIGN KEY ("digest_day") REFERENCES "public"."digest_days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_resent_by_accounts_id_fk" FOREIGN KEY ("resent_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_preferences_digest" ON "mail_preferences" USING btree ("account_id") WHERE "mail_preferences"."digest";--> statement-breakpoint
CREATE INDEX "mails_waiting" ON "mails" USING btree ("next_at") WHERE "mails"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "mails_sending" ON "mails" USING btree ("lease_until") WHERE "mails"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "mails_troubled" ON "mails" USING btree ("id") WHERE "mails"."state" in ('failed', 'doubtful');--> statement-breakpoint
CREATE INDEX "notifications_digest" ON "notifications" USING btree ("account_id","id" DESC NULLS LAST) WHERE "notifications"."mail" = 'digest' and "notifications"."read_at" is null;--> statement-breakpoint
ALTER TABLE "notifications" DROP COLUMN "mail_attempts";--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_mail" CHECK ("notifications"."mail" in ('waiting', 'mailed', 'digest', 'unwanted'));--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_email" CHECK ("accounts"."email" ~ '^[^@[:space:]]+@[^@[:space:]]+$');