package org.ravel.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.ravel.config.PredictionConfig.Alignments;
import org.ravel.config.TokenizerKind;
import org.ravel.corpus.Tokenizer;
import org.ravel.decoding.Hypothesis;
import org.ravel.example.ReadSteps;
import org.ravel.sequence.Values;
import org.ravel.table.JsonText;

class WrittenColumnsTest {
  private static final List<String> NAMES = List.of("<unk>", "<eos>", "the", "house");
  private static final List<double[]> LOOKED =
      List.of(new double[] {0.7, 0.3}, new double[] {0.4, 0.6}, new double[] {0.5, 0.5});

  private static WrittenColumns columns(Alignments alignments, boolean several) {
    return new WrittenColumns(
        "translation",
        NAMES,
        0,
        Tokenizer.of(TokenizerKind.WHITESPACE, false),
        alignments,
        several);
  }

  /** A row of two tokens, as JSON. */
  private static String written(WrittenColumns columns, List<Hypothesis> candidates) {
    ReadRow read =
        new ReadRow(
            null,
            new ReadSteps.OfTokens(List.of("das", "Haus")),
            List.of(new Values.OfIds(new int[] {2, 3})),
            null);
    List<Object> values = new ArrayList<>();
    columns.addValues(read, candidates, values);
    StructType names = columns.add(new StructType(), "p_");
    assertThat(values).hasSameSizeAs(names.fieldNames());
    return JsonText.object(List.of(names.fieldNames()), values);
  }

  private static Hypothesis one(double score, List<double[]> attention, int... ids) {
    return new Hypothesis(ids, score, score / (ids.length + 1), attention);
  }

  @Test
  void aTranslationIsATextAndAScore() {
    assertThat(written(columns(Alignments.NONE, false), List.of(one(-0.123456789, null, 2, 3))))
        .isEqualTo("{\"p_translation\":\"the house\",\"p_score\":-0.123457}");
  }

  @Test
  void alignmentsStandBesideTheTokensThatTheyJoin() {
    List<Hypothesis> found = List.of(one(-3, LOOKED, 2, 3));
    assertThat(written(columns(Alignments.PHARAOH, false), found))
        .isEqualTo(
            "{\"p_translation\":\"the house\",\"p_score\":-3.0,\"p_tokens\":[\"das\",\"Haus\"],\"p_translation_tokens\":[\"the\",\"house\"],\"p_alignment\":\"0-0 1-1\"}");
    assertThat(written(columns(Alignments.ARRAYS, false), found))
        .endsWith("\"p_alignment\":[0,1]}");
  }

  @Test
  void anUnknownTokenIsTheSourcesThatWasLookedAt() {
    assertThat(written(columns(Alignments.ARRAYS, false), List.of(one(-3, LOOKED, 2, 0))))
        .startsWith("{\"p_translation\":\"the Haus\"")
        .contains("\"p_translation_tokens\":[\"the\",\"Haus\"]");
  }

  @Test
  void severalCandidatesAreAColumnOfTheirOwn() {
    List<Hypothesis> found = List.of(one(-3, LOOKED, 2, 3), one(-4, LOOKED.subList(1, 3), 3));
    assertThat(written(columns(Alignments.NONE, true), found))
        .isEqualTo(
            "{\"p_translation\":\"the house\",\"p_score\":-3.0,\"p_candidates\":[{\"translation\":\"the house\",\"score\":-3.0,\"penalized_score\":-1.0},{\"translation\":\"house\",\"score\":-4.0,\"penalized_score\":-2.0}]}");
    assertThat(written(columns(Alignments.PHARAOH, true), found))
        .endsWith("\"translation_tokens\":[\"house\"],\"alignment\":\"1-0\"}]}");
  }

  @Test
  void aRowWithoutATokenHasNoTranslation() {
    assertThat(written(columns(Alignments.NONE, true), List.of()))
        .isEqualTo("{\"p_translation\":null,\"p_score\":null,\"p_candidates\":null}");
    assertThat(written(columns(Alignments.ARRAYS, false), List.of()))
        .endsWith("\"p_translation_tokens\":null,\"p_alignment\":null}");
  }
}
