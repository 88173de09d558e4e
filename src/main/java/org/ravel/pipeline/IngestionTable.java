package org.ravel.pipeline;

import java.util.List;
import java.util.Locale;
import org.ravel.corpus.LabelDrift;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.sequence.Order;
import org.ravel.shard.preparation.IngestionResult;
import org.ravel.shard.version.InputFile;
import org.ravel.wording.Phrases;

/** Tells what an incremental preparation found and did. */
public final class IngestionTable {
  private final JobContext context;

  public IngestionTable(JobContext context) {
    this.context = context;
  }

  public void tell(IngestionResult result) {
    files("new", result.changes().added());
    files("changed since the last reading", result.changes().changed());
    files("written again with the same content", result.changes().touched());
    files("known under another path, not read again", result.changes().repeated());
    files("gone, the text stays", result.changes().removed());
    if (result.drift() != null) {
      if (result.drift().tokens() != null) {
        tokens("new text", result.drift().tokens());
      }
      if (result.drift().targets() != null) {
        tokens("its targets", result.drift().targets());
      }
      if (result.drift().labels() != null) {
        labels(result.drift().labels());
      }
    }
    context.tell(
        switch (result.outcome()) {
          case CREATED -> "the shards are new";
          case NOTHING_NEW -> "there is nothing new";
          case TOO_LITTLE ->
              "nothing new yet: %s, so there is nothing to predict; the next run reads it again, with what has come then"
                  .formatted(
                      result.manifest().schema().order() == Order.STREAM
                          ? "no split gets two tokens of the new text"
                          : "no example of the new files is kept");
          case ADDED -> "added generation %d".formatted(result.manifest().generations().size());
          case REBUILT ->
              "made again from all files, with a new vocabulary, because %s"
                  .formatted(String.join("; ", result.exceeded()));
        });
    if (result.rebuildDue()) {
      context.tell(
          "a rebuild is due (--overwrite instead of --incremental), because of what is new %s"
              .formatted(String.join("; ", result.exceeded())));
    }
  }

  private void files(String what, List<InputFile> files) {
    if (!files.isEmpty()) {
      context.tell(
          "%s %s%s %s"
              .formatted(
                  Phrases.count(files.size(), "file"),
                  what,
                  files.size() == 1 ? ":" : ", such as",
                  files.get(0).path()));
    }
  }

  private void tokens(String what, VocabularyDrift drift) {
    context.tell(
        "%s: %s, %.2f %% unknown (%.2f %% when the vocabulary was counted), divergence %s bits"
            .formatted(
                what,
                Phrases.count(drift.tokens(), "token"),
                100 * drift.unknownRate(),
                100 * drift.countedUnknownRate(),
                divergence(drift.divergence())));
  }

  private void labels(LabelDrift drift) {
    context.tell(
        "its labels: %s, divergence %s bits%s"
            .formatted(
                Phrases.count(drift.targets(), "label"),
                divergence(drift.divergence()),
                drift.newTargets() == 0
                    ? ""
                    : "; %s none of the shards' labels (%s): examples for training that have one are left out, in the other splits it counts as wrong"
                        .formatted(
                            Phrases.count(drift.newTargets(), "is", "are"), drift.shownNew())));
  }

  private static String divergence(Double bits) {
    return bits == null ? "unknown" : String.format(Locale.ROOT, "%.4f", bits);
  }
}
