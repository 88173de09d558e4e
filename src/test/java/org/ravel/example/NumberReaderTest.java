package org.ravel.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.table.SourceRecord;
import scala.collection.JavaConverters;

class NumberReaderTest {
  private final NumberReader one = NumberReader.of(List.of("a"));
  private final NumberReader both = NumberReader.of(List.of("a", "b"));

  private static SourceRecord row(Object... values) {
    return new SourceRecord(
        null, List.of("a", "b").subList(0, values.length), Arrays.asList(values));
  }

  @Test
  void aStepIsANumberOrAnArrayOfThem() throws Exception {
    assertThat(one.steps(row(List.of(List.of("1", "2.5"), List.of("-3e1", " 4. ")))))
        .isEqualTo(new ReadSteps.OfNumbers(2, new double[] {1, 2.5, -30, 4}));
    assertThat(one.steps(row(List.of("1", "2"))))
        .isEqualTo(new ReadSteps.OfNumbers(1, new double[] {1, 2}));
    // As Spark has arrays of Parquet.
    Object step = JavaConverters.asScalaBuffer(List.of(1.5f, 2f));
    assertThat(one.steps(row(JavaConverters.asScalaBuffer(List.of(step, step)))))
        .isEqualTo(new ReadSteps.OfNumbers(2, new double[] {1.5, 2, 1.5, 2}));
    assertThat(one.steps(row(List.of())).count()).isZero();
  }

  @Test
  void columnsStandSideBySide() throws Exception {
    assertThat(both.steps(row(List.of("1", "2"), List.of(List.of("3", "4"), List.of("5", "6")))))
        .isEqualTo(new ReadSteps.OfNumbers(3, new double[] {1, 3, 4, 2, 5, 6}));
  }

  @Test
  void whatIsNoNumberIsNamed() {
    refused(one, "has nothing in column a", new Object[] {null});
    refused(
        one,
        "has 7 in column a, which must be an array: of a number for each step, or of an array of them",
        7);
    refused(one, "has \"x\" in column a at step 2, which is no number", List.of("1", "x"));
    refused(one, "has \"1f\" in column a at step 1, which is no number", List.of("1f"));
    refused(one, "has \"0x1\" in column a at step 1, which is no number", List.of("0x1"));
    refused(one, "has \"1-2\" in column a at step 1, which is no number", List.of("1-2"));
    refused(one, "has no number in column a at step 2", Arrays.asList("1", null));
    refused(one, "has no number in column a at step 1", List.of(" "));
    refused(one, "has no number in column a at step 1", List.of(List.of()));
    String finite = ", but numbers must be finite and at most 3.4028235E38";
    refused(one, "has NaN in column a at step 1" + finite, List.of("NaN"));
    refused(one, "has -Infinity in column a at step 2" + finite, List.of("0", "-Infinity"));
    refused(one, "has 1e39 in column a at step 1" + finite, List.of("1e39"));
    refused(one, "has NaN in column a at step 1" + finite, List.of(Double.NaN));
    refused(
        one,
        "has 1 numbers in column a at step 2 but 2 at step 1",
        List.of(List.of("1", "2"), List.of("3")));
    refused(
        one,
        "has 1 numbers in column a at step 2 but 2 at step 1",
        List.of(List.of("1", "2"), "3"));
    refused(both, "has 2 steps in column a but 1 in column b", List.of("1", "2"), List.of("1"));
    refused(
        NumberReader.of(List.of("a"), 3, "the model reads steps of"),
        "has steps of 2 numbers, but the model reads steps of 3",
        List.of(List.of("1", "2")));
  }

  private static void refused(NumberReader reader, String message, Object... values) {
    assertThatThrownBy(() -> reader.steps(row(values)))
        .isInstanceOf(MalformedExample.class)
        .hasMessage(message);
  }
}
