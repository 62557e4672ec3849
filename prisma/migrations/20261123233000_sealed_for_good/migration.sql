-- The chain over the trail and the signatures are emptied no more than they are changed.
create trigger "TrailSeal_no_truncate" before truncate on "TrailSeal" for each statement execute function refuse_rewriting();
create trigger "Signature_no_truncate" before truncate on "Signature" for each statement execute function refuse_rewriting();
