CREATE TABLE "address_confirmations" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"token_hash" text,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "address_confirmations_address" CHECK ("address_confirmations"."address" ~ '^[^@[:space:]]+@[^@[:space:]]+$')
);
--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_subject";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "confirmation" text;--> statement-breakpoint
ALTER TABLE "address_confirmations" ADD CONSTRAINT "address_confirmations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "address_confirmations_token" ON "address_confirmations" USING btree ("token_hash");--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_subject" CHECK (num_nonnulls("mails"."notification_id", "mails"."digest_day", "mails"."confirmation") = 1);