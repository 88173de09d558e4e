package org.ravel.job;

import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.error.ExitCode;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.TaskProgress;
import org.ravel.shard.version.Compaction;
import org.ravel.spark.Sessions;
import org.ravel.storage.WriteCheck;
import org.ravel.wording.Phrases;
import picocli.CommandLine.Command;

/** {@code ravel compact}: the files of a shard set's generations are merged. */
@Command(
    name = "compact",
    description = "Merge the shard files that prepare --incremental has added.")
final class CompactCommand extends JobCommand {

  @Override
  ExitCode run(JobContext context) {
    RavelConfig config = context.config();
    new WriteCheck(context.storage()).requireOpenFolder("shards.path", config.shards().path());
    Compaction.Result result;
    try (SparkSession spark = TaskProgress.of(Sessions.open("compact"), context)) {
      result =
          new Compaction(spark, context.storage(), config.compaction(), config.shards().path())
              .run();
    }
    context.tell(
        result.filesNow() == result.filesBefore()
            ? "there is nothing to merge: %s"
                .formatted(Phrases.count(result.filesNow(), "shard file"))
            : "%s now instead of %,d"
                .formatted(Phrases.count(result.filesNow(), "shard file"), result.filesBefore()));
    if (result.removed() > 0) {
      context.tell("removed %s of old versions".formatted(Phrases.count(result.removed(), "file")));
    }
    context.tell("shards: %s".formatted(context.storage().shown(config.shards().path())));
    return ExitCode.DONE;
  }
}
