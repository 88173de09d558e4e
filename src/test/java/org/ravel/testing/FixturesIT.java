package org.ravel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class FixturesIT {

  @Test
  void sparkReadsFromHdfs() throws IOException {
    HdfsFixture hdfs = HdfsFixture.shared();
    try (OutputStream out = hdfs.fileSystem().create(new Path("/fixtures/lines"))) {
      out.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(SparkFixture.session().read().text(hdfs.uri("/fixtures/lines")).count())
        .isEqualTo(2);
  }

  @Test
  void aSessionOfItsOwnReplacesTheSharedOne() {
    SparkFixture.session();
    assertThat(
            SparkFixture.<Integer>withSession(
                "local[1]", Map.of(), spark -> spark.sparkContext().defaultParallelism()))
        .isEqualTo(1);
    assertThat(SparkFixture.session().sparkContext().defaultParallelism()).isEqualTo(2);
  }
}
