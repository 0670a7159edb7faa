"""What a dual-qualified teacher can show: practice in enterprises and skill certificates, compared by the school."""
