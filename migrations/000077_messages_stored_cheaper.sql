-- Asked once per statement instead of once per row, which was a twentieth of storing messages.
alter policy workspace on messages.message with check (workspace_id = (select platform.current_workspace()));
