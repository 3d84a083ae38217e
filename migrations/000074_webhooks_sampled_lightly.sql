select platform.sample_lightly('webhooks.queue');
