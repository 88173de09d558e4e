package org.ravel.shard.version;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkContext;
import org.ravel.config.BuildInfo;
import org.ravel.storage.Json;

/**
 * Who made a shard set, when and with what. Kept apart from the manifest, whose bytes follow from
 * corpus and configuration alone.
 */
final class ShardProvenance {
  static final String NAME = "provenance.json";

  private ShardProvenance() {}

  static String text(SparkContext spark, double seconds) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("time", Instant.now().toString());
    facts.put("seconds", seconds);
    facts.put("versions", BuildInfo.versions());
    facts.put("sparkOfCluster", spark.version());
    facts.put("hadoopOfCluster", VersionInfo.getVersion());
    facts.put("applicationId", spark.applicationId());
    facts.put("master", spark.master());
    facts.put("user", spark.sparkUser());
    return Json.text(facts);
  }
}
