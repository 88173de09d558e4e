package org.ravel.job;

import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.error.ExitCode;
import org.ravel.pipeline.JobContext;
import org.ravel.shard.Compaction;
import org.ravel.spark.Sessions;
import org.ravel.storage.WriteCheck;
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
    try (SparkSession spark = Sessions.open("compact")) {
      result =
          new Compaction(spark, context.storage(), config.compaction(), config.shards().path())
              .run();
    }
    context.tell(
        result.filesNow() == result.filesBefore()
            ? "there is nothing to merge: %,d shard files".formatted(result.filesNow())
            : "%,d shard files are %,d now".formatted(result.filesBefore(), result.filesNow()));
    if (result.removed() > 0) {
      context.tell("%,d files of old versions are gone".formatted(result.removed()));
    }
    context.tell("shards: %s".formatted(config.shards().path()));
    return ExitCode.DONE;
  }
}
