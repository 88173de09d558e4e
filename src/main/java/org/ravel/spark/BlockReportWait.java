package org.ravel.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * How long a client of HDFS sleeps when it closes a file whose last block no DataNode has reported
 * yet. By default it asks again after 400 ms, where the report takes a few, and a command writes
 * many small files. Here it asks after 20 ms and doubles the wait each time, for longer in all than
 * by default: 20 s instead of 12. Whoever has set one of the two settings keeps both.
 */
final class BlockReportWait {
  static final String DELAY = "dfs.client.block.write.locateFollowingBlock.initial.delay.ms";
  static final String RETRIES = "dfs.client.block.write.locateFollowingBlock.retries";

  private static final int FIRST_MILLISECONDS = 20;
  private static final int TIMES = 10;

  /** Where HDFS has its defaults; no user's file. */
  private static final List<String> DEFAULTS = List.of("hdfs-default.xml");

  private BlockReportWait() {}

  /** The same configuration, in which the wait is short unless somebody has set it. */
  static Configuration shorten(Configuration hadoop) {
    if (!isSet(hadoop, DELAY) && !isSet(hadoop, RETRIES)) {
      hadoop.setInt(DELAY, FIRST_MILLISECONDS);
      hadoop.setInt(RETRIES, TIMES);
    }
    return hadoop;
  }

  private static boolean isSet(Configuration hadoop, String key) {
    String[] sources = hadoop.getPropertySources(key);
    return sources != null && !DEFAULTS.containsAll(Arrays.asList(sources));
  }
}
