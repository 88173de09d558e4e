package org.ravel.shard.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.Split;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.ShardSchemas;

class PendingShardTest {
  @TempDir static Path folder;

  @Test
  void whatAKilledAttemptLeavesIsSwept() throws Exception {
    PlannedShard planned = new PlannedShard(Split.TRAIN, 0, 0, 1);
    PendingShard killed = attempt(planned);
    try (PendingShard whole = attempt(planned)) {
      whole.commit();
    }
    assertThat(files()).hasSize(2);
    PendingShard.sweep(new Configuration(), new org.apache.hadoop.fs.Path(folder.toUri()));
    assertThat(files()).containsExactly("part-00000.parquet");
    killed.close();
  }

  private static PendingShard attempt(PlannedShard planned) {
    PendingShard shard =
        new PendingShard(
            new Configuration(),
            new org.apache.hadoop.fs.Path(folder.toUri()),
            planned,
            new ExampleFormat(ShardSchemas.LANGUAGE_MODEL, 0));
    shard.write(new Sequence(0, new int[] {1, 2, 3}, new int[] {0}, new int[] {0}, 2, 2).example());
    return shard;
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("train"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    }
  }
}
