-- News of an unknown kind stood, cut short, among the notices, where everybody sees it who may see channels, and erasing a
-- person did not reach it. It is kept whole elsewhere since.
update routing.channel_notice set data = data - 'raw' where data ? 'raw';
