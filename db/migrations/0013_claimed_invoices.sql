CREATE TABLE "claimed_invoices" (
	"order_id" uuid NOT NULL,
	"seller_id" uuid NOT NULL,
	"number" text NOT NULL,
	"code" text NOT NULL,
	"attachment_id" uuid NOT NULL,
	"held" boolean NOT NULL,
	CONSTRAINT "claimed_invoices_order_id_number_code_pk" PRIMARY KEY("order_id","number","code"),
	CONSTRAINT "claimed_invoices_named" CHECK ("claimed_invoices"."number" <> '')
);
--> statement-breakpoint
ALTER TABLE "claimed_invoices" ADD CONSTRAINT "claimed_invoices_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claimed_invoices" ADD CONSTRAINT "claimed_invoices_seller_id_organizations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claimed_invoices" ADD CONSTRAINT "claimed_invoices_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "claimed_invoices_one_live" ON "claimed_invoices" USING btree ("number","code","seller_id") WHERE "claimed_invoices"."held";--> statement-breakpoint
CREATE INDEX "claimed_invoices_number" ON "claimed_invoices" USING btree ("number","code");--> statement-breakpoint
CREATE INDEX "claimed_invoices_attachment" ON "claimed_invoices" USING btree ("attachment_id");--> statement-breakpoint
CREATE INDEX "attachments_invoice_bytes" ON "attachments" USING btree ("sha256") WHERE "attachments"."kind" = 'invoice';