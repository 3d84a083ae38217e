-- People may tell their provider that they want no marketing; notices still reach them.
alter table governance.opt_out drop constraint opt_out_source_check;
alter table governance.opt_out add constraint opt_out_source_check
  check (source in ('keyword', 'member', 'api', 'provider'));
alter table governance.opt_out add column scope text not null default 'all' check (scope in ('all', 'marketing'));
grant update (source, keyword, scope, at) on governance.opt_out to titian_api, titian_worker;
