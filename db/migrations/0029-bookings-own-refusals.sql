-- Why: in a day's history a guardian also finds what they asked and was refused (RULES B6).
grant select on bookings.refused_request to refettorio_family;
create index refused_request_by_actor on bookings.refused_request (tenant_id, actor_id, received_at);
