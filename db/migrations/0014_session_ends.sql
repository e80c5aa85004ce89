-- A session ends with what it was begun by: the password, the rights, the account. So it is in whatever way these are changed.
CREATE FUNCTION end_sessions_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM sessions WHERE account_id = NEW.id;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER accounts_end_sessions AFTER UPDATE ON accounts FOR EACH ROW
	WHEN ((OLD.password_hash, OLD.roles, OLD.organization_id, OLD.park_id, OLD.active)
		IS DISTINCT FROM (NEW.password_hash, NEW.roles, NEW.organization_id, NEW.park_id, NEW.active))
	EXECUTE FUNCTION end_sessions_of_account();
--> statement-breakpoint
-- Live streams end with their session, in every process.
CREATE FUNCTION announce_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('changes', 'session/' || OLD.id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_announce_end AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION announce_ended_session();
--> statement-breakpoint
-- What a person may not decide on narrows their rights without ending their session: streams begin anew.
CREATE FUNCTION announce_changed_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('changes', 'account/' || NEW.id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER accounts_announce_change AFTER UPDATE ON accounts FOR EACH ROW
	WHEN (OLD.declared_credit_codes IS DISTINCT FROM NEW.declared_credit_codes)
	EXECUTE FUNCTION announce_changed_account();
