package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HorizonTest {
  private static final float NAN = Float.NaN;

  @Test
  void aWindowIsReadUpToItsHorizonAndForecastFromItsContextOn() {
    Horizon horizon = new Horizon(2, 2, 1, 0, 0, false, Horizon.Base.VALUE, 1);
    Values.OfReals window = window(1, 10, 20, 30, 40, 50);
    assertThat(horizon.read(window)).isEqualTo(3);
    assertThat(horizon.origins(window)).isEqualTo(2);
    assertThat(horizon.targets(window)).isEqualTo(4);
    Batch batch = batch(horizon, window);
    assertThat(read(batch).numbers()).containsExactly(10, 20, 30);
    assertThat(((RealField) batch.targets()).numbers()).containsExactly(NAN, NAN, 30, 40, 40, 50);
    assertThat(batch.counted()).isEqualTo(4);
  }

  @Test
  void whatIsKnownOfTheFutureLiesBehindWhatIsNot() {
    Horizon horizon = new Horizon(1, 1, 1, 1, 1, true, Horizon.Base.VALUE, 1);
    Values.OfReals window = window(3, 1, 10, 100, 2, NAN, 200);
    assertThat(horizon.values(window)).containsExactly(1, 10, 2, NAN);
    assertThat(horizon.knowledge(window)).containsExactly(100, 200);
  }

  @Test
  void windowsOfDifferentLengthsGoSideBySide() {
    Horizon horizon = new Horizon(1, 1, 1, 0, 0, false, Horizon.Base.VALUE, 1);
    Batch batch = batch(horizon, window(1, 1, 2, 3), window(1, 4, 5));
    assertThat(batch.read().lengths()).containsExactly(2, 1);
    assertThat(read(batch).numbers()).containsExactly(1, 4, 2, 0);
    assertThat(((RealField) batch.targets()).numbers()).containsExactly(2, 5, 3, 0);
    assertThat(batch.counted()).isEqualTo(3);
  }

  @Test
  void whatIsMissingIsReadAsZeroBesideAnIndicatorAndIsNoTarget() {
    Horizon horizon = new Horizon(1, 1, 1, 0, 0, true, Horizon.Base.VALUE, 1);
    Batch batch = batch(horizon, window(1, 7, NAN, 9));
    assertThat(read(batch).numbers()).containsExactly(7, 0, 0, 1);
    assertThat(((RealField) batch.targets()).numbers()).containsExactly(NAN, 9);
    assertThat(batch.counted()).isEqualTo(1);
  }

  @Test
  void changesAreFromTheLastKnownValue() {
    Horizon horizon = new Horizon(2, 2, 1, 0, 0, true, Horizon.Base.CHANGE, 1);
    Values.OfReals window = window(1, 1, 4, NAN, 10, 15);
    RealField targets = (RealField) batch(horizon, window).targets();
    assertThat(targets.numbers()).containsExactly(NAN, NAN, NAN, 6, 6, 11);
    // Each value, whether it is missing, and its change.
    assertThat(read(batch(horizon, window)).numbers()).containsExactly(1, 0, 0, 4, 0, 3, 0, 1, 0);
  }

  @Test
  void seasonalChangesAreFromTheLastKnownValueOfThatSeason() {
    Horizon horizon = new Horizon(2, 3, 1, 0, 0, false, Horizon.Base.SEASONAL_CHANGE, 2);
    Values.OfReals window = window(1, 1, 2, 11, 22, 33);
    RealField targets = (RealField) batch(horizon, window).targets();
    // 11 − 1, 22 − 2, and 33 − 1: the value two steps before it is not known yet.
    assertThat(targets.numbers()).containsExactly(NAN, NAN, NAN, 10, 20, 32);
  }

  @Test
  void changesAloneAreTheSameAtEachLevel() {
    Horizon horizon = new Horizon(2, 2, 1, 1, 0, true, Horizon.Base.CHANGE, 1, true);
    assertThat(horizon.inputs()).isEqualTo(4);
    // What is only read stays, whether the values are missing, and the first one's change.
    assertThat(read(horizon, window(2, 1, 5, 4, NAN, NAN, 7, 10, 8, 15, 9)))
        .containsExactly(5, 0, 0, 0, 0, 0, 1, 3, 7, 1, 0, 0);
    assertThat(read(horizon, window(2, 101, 5, 104, NAN, NAN, 7, 110, 8, 115, 9)))
        .containsExactly(read(horizon, window(2, 1, 5, 4, NAN, NAN, 7, 10, 8, 15, 9)));
  }

  @Test
  void seasonalChangesAloneAreReadFromTheSecondSeasonOn() {
    Horizon horizon = new Horizon(2, 1, 1, 0, 0, false, Horizon.Base.SEASONAL_CHANGE, 2, true);
    assertThat(read(horizon, window(1, 1, 2, 11, 23, 7))).containsExactly(0, 0, 10, 21);
  }

  private static float[] read(Horizon horizon, Values.OfReals window) {
    return read(batch(horizon, window)).numbers();
  }

  @Test
  void changesAreReadAloneOnlyWhereTheyAreForecastAndDoNotSayTheWindow() {
    assertThatThrownBy(() -> new Horizon(2, 2, 1, 0, 0, false, Horizon.Base.VALUE, 1, true))
        .isInstanceOf(IllegalArgumentException.class);
    Horizon horizon = new Horizon(1, 1, 1, 0, 0, false, Horizon.Base.CHANGE, 1, true);
    RealField read = read(batch(horizon, window(1, 1, 2)));
    assertThatThrownBy(() -> horizon.window(read, 0)).isInstanceOf(IllegalStateException.class);
    assertThat(horizon.readingValues())
        .isEqualTo(new Horizon(1, 1, 1, 0, 0, false, Horizon.Base.CHANGE, 1));
  }

  @Test
  void windowsAreReadInOtherFormsWhereTheirValuesAndTargetsAreTheSame() {
    Horizon values = new Horizon(2, 2, 1, 0, 0, false, Horizon.Base.VALUE, 2);
    Horizon changes = new Horizon(2, 2, 1, 0, 0, false, Horizon.Base.CHANGE, 2, true);
    assertThat(values.reads(changes)).isTrue();
    assertThat(changes.reads(values)).isTrue();
    // A base that is missing leaves fewer targets.
    Horizon gaps = new Horizon(2, 2, 1, 0, 0, true, Horizon.Base.VALUE, 2);
    Horizon changesWithGaps = new Horizon(2, 2, 1, 0, 0, true, Horizon.Base.CHANGE, 2);
    assertThat(changesWithGaps.reads(gaps)).isFalse();
    assertThat(gaps.reads(values)).isTrue();
    assertThat(values.reads(gaps)).isFalse();
    assertThat(values.reads(new Horizon(2, 3, 1, 0, 0, false, Horizon.Base.VALUE, 2))).isFalse();
    assertThat(values.reads(new Horizon(2, 2, 1, 0, 0, false, Horizon.Base.VALUE, 3))).isFalse();
  }

  @Test
  void aBaseThatIsNotKnownLeavesNoTarget() {
    Horizon horizon = new Horizon(1, 1, 1, 0, 0, true, Horizon.Base.CHANGE, 1);
    assertThat(horizon.targets(window(1, NAN, 3, 4))).isEqualTo(1);
  }

  @Test
  void whatIsKnownOfTheFutureIsReadOfTheWholeHorizonAndWhatIsNotIsReadOnly() {
    Horizon horizon = new Horizon(1, 2, 1, 1, 1, false, Horizon.Base.VALUE, 1);
    assertThat(horizon.inputs()).isEqualTo(4);
    assertThat(horizon.targets()).isEqualTo(2);
    Batch batch = batch(horizon, window(3, 1, 10, 100, 2, 20, 200, 3, 30, 300));
    assertThat(read(batch).numbers()).containsExactly(1, 10, 200, 300);
    assertThat(((RealField) batch.targets()).numbers()).containsExactly(2, 3);
  }

  @Test
  void whatIsReadSaysTheWindow() {
    for (Horizon.Base base : Horizon.Base.values()) {
      Horizon horizon = new Horizon(2, 2, 1, 1, 1, true, base, 2);
      Values.OfReals longer =
          window(3, 1, 10, 100, 2, NAN, 200, NAN, 30, 300, 4, 40, 400, 5, 50, 500);
      Values.OfReals shorter = window(3, 6, 60, 600, 7, 70, 700, 8, 80, 800, 9, 90, 900);
      RealField read = read(batch(horizon, longer, shorter));
      assertThat(horizon.window(read, 0).numbers())
          .containsExactly(1, 10, NAN, 2, NAN, 200, NAN, 30, 300, NAN, NAN, 400, NAN, NAN, 500);
      assertThat(horizon.window(read, 1).numbers())
          .containsExactly(6, 60, NAN, 7, 70, 700, NAN, NAN, 800, NAN, NAN, 900);
    }
  }

  @Test
  void aSeasonMustFitIntoTheContext() {
    assertThatThrownBy(() -> new Horizon(11, 1, 1, 0, 0, false, Horizon.Base.SEASONAL_CHANGE, 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a context of 11 values holds no season of 12");
  }

  private static Values.OfReals window(int width, float... numbers) {
    return new Values.OfReals(width, numbers);
  }

  private static Batch batch(Horizon horizon, Values.OfReals... windows) {
    Schema schema =
        new Schema(
            Order.INDEPENDENT,
            Alignment.HORIZON,
            List.of(
                new Column.Series("values", horizon),
                new Column.Ids("series", "series"),
                new Column.Text("start")));
    List<Example> examples =
        java.util.Arrays.stream(windows)
            .map(
                window ->
                    new Example(
                        0,
                        List.of(window, new Values.OfIds(new int[] {0}), Values.text("2000-01-01")),
                        Origin.NOT_KEPT))
            .toList();
    for (int i = 0; i < windows.length; i++) {
      assertThat(schema.steps(examples.get(i))).isEqualTo(horizon.read(windows[i]));
      assertThat(schema.targets(examples.get(i))).isEqualTo(horizon.targets(windows[i]));
    }
    return Batch.of(schema, examples);
  }

  /** Messages hold them side by side, in the words of the settings. */
  @Test
  void isSaidInTheWordsOfTheSettings() {
    assertThat(new Horizon(14, 6, 1, 0, 2, true, Horizon.Base.SEASONAL_CHANGE, 7, true))
        .hasToString(
            "forecasting.context=14, horizon=6 and predict=seasonal-change, changes alone of incomplete values, seasons of 7, columns: 1 target, 0 input, 2 known");
  }

  /** What a batch of windows reads, without the names of the series. */
  private static RealField read(Batch batch) {
    return ((SeriesSteps) batch.read()).numbers();
  }
}
