package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.IngestionResult;
import org.ravel.wording.Phrases;

/**
 * What a run learns from, as its {@code ingestion.json} says.
 *
 * @param format of the file
 * @param outcome of the ingestion; nothing new also where an attempt before had added the text
 * @param shards digest of the shard set's version
 * @param fresh numbers of the new generations: those that no run before has come to a decision
 *     with, and those that one has left out and that are to be admitted now
 * @param withheldBefore numbers of those that the runs before have left out
 * @param files new ones, changed ones and so on, as far as this attempt found them
 * @param exceeded limits of the drift that the new text is beyond, in words
 * @param consumed what the shard set holds
 */
record Ingested(
    int format,
    IngestionResult.Outcome outcome,
    String shards,
    List<Integer> fresh,
    List<Integer> withheldBefore,
    Files files,
    List<String> exceeded,
    Consumption consumed)
    implements StageResult {
  /** Numbers of source files. */
  record Files(int added, int changed, int touched, int repeated, int removed) {}

  static Ingested of(
      IngestionResult result, ShardSet shards, EarlierRuns earlier, GenerationFilter chosen) {
    Manifest manifest = shards.manifest();
    List<Integer> fresh =
        manifest.generations().stream()
            .map(Manifest.Generation::number)
            .filter(
                number ->
                    number > earlier.consumed()
                        || (earlier.withheld().contains(number)
                            && chosen.admitted().contains(number)))
            .toList();
    return new Ingested(
        FORMAT,
        result.outcome(),
        shards.digest(),
        fresh,
        earlier.withheld(),
        new Files(
            result.changes().added().size(),
            result.changes().changed().size(),
            result.changes().touched().size(),
            result.changes().repeated().size(),
            result.changes().removed().size()),
        result.exceeded(),
        Consumption.of(manifest));
  }

  /** What a reader of the report should know of it. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (outcome == IngestionResult.Outcome.REBUILT) {
      remarks.add("The shards were made again from all files, with a new vocabulary.");
    }
    if (outcome == IngestionResult.Outcome.TOO_LITTLE) {
      remarks.add("What is new is too little to learn from yet; the next run reads it again.");
    }
    exceeded.forEach(limit -> remarks.add("What is new drifts: " + limit + "."));
    if (files.changed() > 0) {
      remarks.add(
          "%s another content now."
              .formatted(
                  Phrases.count(
                      files.changed(),
                      "file that was read before has",
                      "files that were read before have")));
    }
    if (files.removed() > 0) {
      remarks.add(
          "%s gone; what they held stays."
              .formatted(
                  Phrases.count(
                      files.removed(),
                      "file that was read before is",
                      "files that were read before are")));
    }
    return remarks;
  }

  boolean hasNew() {
    return !fresh.isEmpty();
  }
}
