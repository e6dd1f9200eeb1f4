"""The ground floor: clock, refusals, audit trail, outbox, sealed texts, durable files. No domain word lives here."""
