package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNameTest {

  @ParameterizedTest
  @CsvSource({
    "hdfs://n:1/c/, hdfs://n:1/c/a.txt, a.txt",
    "hdfs://n:1/c/, hdfs://n:1/c/day 2/a.txt, day 2/a.txt",
    "hdfs://n:1/c/day1/, hdfs://n:1/c/day12/a.txt, ../day12/a.txt",
    "hdfs://n:1/c/d/e/, hdfs://n:1/x, ../../../x",
    "hdfs://n:1/c/, hdfs://other:1/c/a.txt, hdfs://other:1/c/a.txt",
    "hdfs://n:1/c/, file:/c/a.txt, file:/c/a.txt",
    "'', hdfs://n:1/a, hdfs://n:1/a",
  })
  void namesAreSeenFromTheFolder(String root, String path, String name) {
    assertThat(SourceName.from(root, path)).isEqualTo(name);
  }
}
