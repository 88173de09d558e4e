package org.ravel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockReportWaitTest {

  private static Configuration file(String name, String key, String value) {
    Configuration hadoop = new Configuration(false);
    String text =
        "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
            .formatted(key, value);
    hadoop.addResource(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name);
    return hadoop;
  }

  @Test
  void isShorterAndLastsLongerThanByDefault() {
    Configuration hadoop = BlockReportWait.shorten(new Configuration(false));
    int delay = hadoop.getInt(BlockReportWait.DELAY, 0);
    int retries = hadoop.getInt(BlockReportWait.RETRIES, 0);
    assertThat(delay).isBetween(1, 399);
    assertThat(delay * ((1L << retries) - 1)).isBetween(400L * ((1 << 5) - 1), 30_000L);
  }

  @Test
  void hdfssDefaultsAreNobodysSetting() {
    Configuration hadoop =
        BlockReportWait.shorten(file("hdfs-default.xml", BlockReportWait.DELAY, "400"));
    assertThat(hadoop.getInt(BlockReportWait.DELAY, 0)).isEqualTo(20);
    assertThat(hadoop.getInt(BlockReportWait.RETRIES, 0)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {BlockReportWait.DELAY, BlockReportWait.RETRIES})
  void whatAUserHasSetStaysAlone(String key) {
    Configuration before = file("hdfs-site.xml", key, "7");
    before.size();
    Configuration hadoop = BlockReportWait.shorten(new Configuration(before));
    assertThat(hadoop.getInt(key, 0)).isEqualTo(7);
    assertThat(hadoop.size()).isEqualTo(1);

    Configuration bySpark = new Configuration(false);
    bySpark.set(key, "9");
    assertThat(BlockReportWait.shorten(bySpark).getInt(key, 0)).isEqualTo(9);
    assertThat(bySpark.size()).isEqualTo(1);
  }
}
