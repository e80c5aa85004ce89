CREATE TABLE "redemption_drafts" (
	"order_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"values" jsonb NOT NULL,
	"attachment_ids" uuid[] NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "redemption_drafts_order_id_account_id_pk" PRIMARY KEY("order_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "redemption_drafts" ADD CONSTRAINT "redemption_drafts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption_drafts" ADD CONSTRAINT "redemption_drafts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "redemption_drafts_attachments" ON "redemption_drafts" USING gin ("attachment_ids");