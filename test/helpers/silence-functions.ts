// The functions' log lines are not what a test run's reader looks for.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
