DROP INDEX "attachments_invoice_bytes";--> statement-breakpoint
CREATE INDEX "attachments_bytes" ON "attachments" USING btree ("sha256");