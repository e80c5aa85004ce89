-- The ledger moves the balances, and nothing else may.
CREATE FUNCTION move_voucher_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE voucher_lines SET
    granted_fen = granted_fen + CASE WHEN NEW.from_account = 'granted' THEN NEW.amount_fen ELSE 0 END,
    available_fen = available_fen + CASE WHEN NEW.to_account = 'available' THEN NEW.amount_fen WHEN NEW.from_account = 'available' THEN -NEW.amount_fen ELSE 0 END,
    held_fen = held_fen + CASE WHEN NEW.to_account = 'held' THEN NEW.amount_fen WHEN NEW.from_account = 'held' THEN -NEW.amount_fen ELSE 0 END,
    committed_fen = committed_fen + CASE WHEN NEW.to_account = 'committed' THEN NEW.amount_fen WHEN NEW.from_account = 'committed' THEN -NEW.amount_fen ELSE 0 END,
    redeemed_fen = redeemed_fen + CASE WHEN NEW.to_account = 'redeemed' THEN NEW.amount_fen WHEN NEW.from_account = 'redeemed' THEN -NEW.amount_fen ELSE 0 END,
    lapsed_fen = lapsed_fen + CASE WHEN NEW.to_account = 'lapsed' THEN NEW.amount_fen WHEN NEW.from_account = 'lapsed' THEN -NEW.amount_fen ELSE 0 END
  WHERE id = NEW.line_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_move AFTER INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION move_voucher_balance();
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER order_events_no_truncate BEFORE TRUNCATE ON order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A balance changes only by an entry: the trigger above runs one level deep.
CREATE FUNCTION refuse_direct_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'balances of voucher lines move by ledger entries only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER voucher_lines_by_ledger BEFORE UPDATE OF granted_fen, available_fen, held_fen, committed_fen, redeemed_fen, lapsed_fen ON voucher_lines
  FOR EACH ROW EXECUTE FUNCTION refuse_direct_balance();
--> statement-breakpoint
CREATE FUNCTION refuse_opening_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.granted_fen <> 0 OR NEW.available_fen <> 0 OR NEW.held_fen <> 0 OR NEW.committed_fen <> 0 OR NEW.redeemed_fen <> 0 OR NEW.lapsed_fen <> 0 THEN
    RAISE EXCEPTION 'a voucher line begins empty; a grant is a ledger entry' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER voucher_lines_begin_empty BEFORE INSERT ON voucher_lines FOR EACH ROW EXECUTE FUNCTION refuse_opening_balance();
--> statement-breakpoint
CREATE SEQUENCE order_numbers;
--> statement-breakpoint
INSERT INTO rule_sets (in_force_from, rules) VALUES ('2000-01-01',
  '{"redeemPercent":60,"ratioPolicy":"WARN","secondPersonFromFen":2000000,"taskWorkingDays":{"paymentReview":3,"redemptionReview":10,"supplement":5,"payout":10,"contractChange":3},"unpaidReminderDays":90,"unpaidCloseDays":null,"deadlineReminderDays":[30,7,1]}');
