package org.ravel.pipeline;

import java.util.List;
import org.ravel.shard.IngestionResult;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;

/**
 * What a run learns from, as its {@code ingestion.json} says.
 *
 * @param format of the file
 * @param outcome of the ingestion; nothing new also where an attempt before had added the text
 * @param shards digest of the shard set's version
 * @param firstNew the first generation that no run before has come to a decision with
 * @param generations that there are
 * @param files new ones, changed ones and so on, as far as this attempt found them
 * @param exceeded limits of the drift that the new text is beyond, in words
 * @param consumed what the shard set holds
 */
record Ingested(
    int format,
    IngestionResult.Outcome outcome,
    String shards,
    int firstNew,
    int generations,
    Files files,
    List<String> exceeded,
    Consumption consumed) {
  static final int FORMAT = 1;

  /** Numbers of source files. */
  record Files(int added, int changed, int touched, int repeated, int removed) {}

  static Ingested of(IngestionResult result, ShardSet shards, int consumedBefore) {
    Manifest manifest = shards.manifest();
    return new Ingested(
        FORMAT,
        result.outcome(),
        shards.digest(),
        consumedBefore + 1,
        manifest.generations().size(),
        new Files(
            result.changes().added().size(),
            result.changes().changed().size(),
            result.changes().touched().size(),
            result.changes().repeated().size(),
            result.changes().removed().size()),
        result.exceeded(),
        Consumption.of(manifest));
  }

  boolean hasNew() {
    return firstNew <= generations;
  }
}
