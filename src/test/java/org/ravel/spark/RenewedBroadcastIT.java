package org.ravel.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ravel.testing.SparkFixture;

class RenewedBroadcastIT {
  private final RenewedBroadcast<String> value =
      new RenewedBroadcast<>(
          JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext()), "value");

  private final List<Long> sent = new ArrayList<>();

  @AfterEach
  void close() {
    value.close();
  }

  /** Fails so many times, and then reads. */
  private String read(int failures, String failure) {
    sent.clear();
    return value.with("it", broadcast -> read(broadcast, failures, failure));
  }

  private String read(Broadcast<String> broadcast, int failures, String failure) {
    sent.add(broadcast.id());
    if (sent.size() <= failures) {
      throw new IllegalStateException("a task failed", new IllegalStateException(failure));
    }
    return broadcast.value();
  }

  @Test
  void whatIsLostIsSentOnceMore() {
    assertThat(read(0, "")).isEqualTo("value");
    long first = sent.get(0);
    assertThat(read(1, "Failed to get broadcast_3_piece0 of broadcast_3")).isEqualTo("value");
    assertThat(sent).hasSize(2).startsWith(first).doesNotHaveDuplicates();
    long second = sent.get(1);
    assertThat(read(0, "")).isEqualTo("value");
    assertThat(sent).containsExactly(second);
  }

  @Test
  void nothingElseIsTriedAgainAndNothingTwice() {
    assertThatThrownBy(() -> read(1, "out of memory")).hasMessage("a task failed");
    assertThat(sent).hasSize(1);
    assertThatThrownBy(() -> read(2, "Failed to get broadcast_3")).hasMessage("a task failed");
    assertThat(sent).hasSize(2);
  }
}
