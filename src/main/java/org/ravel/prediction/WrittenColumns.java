package org.ravel.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.PredictionConfig;
import org.ravel.config.PredictionConfig.Alignments;
import org.ravel.config.Task;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.Vocabulary;
import org.ravel.decoding.Hypothesis;
import org.ravel.example.ReadSteps;

/**
 * What a translation or a caption adds to a row: its text and the logarithm of its probability, if
 * wanted where it looks, and all candidates if there are several.
 *
 * @param name of the column with the text
 * @param names of target tokens, by id
 * @param unknown the id of the one in whose place the source's token stands
 * @param tokenizer puts target tokens together
 * @param alignments how it is written where a translation looks
 * @param several whether there is more than one candidate
 */
record WrittenColumns(
    String name,
    List<String> names,
    int unknown,
    Tokenizer tokenizer,
    Alignments alignments,
    boolean several)
    implements Serializable {
  private static final DataType TEXT = DataTypes.StringType;
  private static final DataType TEXTS = DataTypes.createArrayType(TEXT);
  private static final DataType NUMBER = DataTypes.DoubleType;

  static WrittenColumns of(
      PredictionConfig config, Task task, boolean several, Vocabulary targets) {
    return new WrittenColumns(
        task == Task.CAPTIONING ? "caption" : "translation",
        targets.tokens(),
        targets.unknown(),
        targets.tokenizer(),
        config.alignments(),
        several);
  }

  /** Their names and types behind others. */
  StructType add(StructType others, String prefix) {
    StructType all = others.add(prefix + name, TEXT).add(prefix + "score", NUMBER);
    if (isAligned()) {
      all = all.add(prefix + "tokens", TEXTS);
      all = aligned(all, prefix);
    }
    return several ? all.add(prefix + "candidates", DataTypes.createArrayType(ofCandidate())) : all;
  }

  private StructType ofCandidate() {
    StructType one =
        new StructType().add(name, TEXT).add("score", NUMBER).add("penalized_score", NUMBER);
    return isAligned() ? aligned(one, "") : one;
  }

  private StructType aligned(StructType others, String prefix) {
    return others
        .add(prefix + "translation_tokens", TEXTS)
        .add(
            prefix + "alignment",
            alignments == Alignments.PHARAOH
                ? TEXT
                : DataTypes.createArrayType(DataTypes.IntegerType));
  }

  private boolean isAligned() {
    return alignments != Alignments.NONE;
  }

  /** Their values behind others; a row without a token has none. */
  void addValues(ReadRow read, List<Hypothesis> candidates, List<Object> others) {
    List<String> source = tokens(read.whole());
    if (candidates.isEmpty()) {
      others.addAll(Arrays.asList(null, null));
      others.addAll(isAligned() ? Arrays.asList(new Object[0], null, null) : List.of());
      others.addAll(several ? Arrays.asList((Object) null) : List.of());
      return;
    }
    Hypothesis first = candidates.get(0);
    List<String> tokens = first.texts(names::get, unknown, source);
    others.add(tokenizer.decode(tokens));
    others.add(AddedColumns.rounded(first.logProbability()));
    if (isAligned()) {
      others.add(source.subList(0, read.steps()).toArray());
      addAlignment(first, tokens, others);
    }
    if (several) {
      others.add(candidates.stream().map(one -> candidate(one, source)).toArray());
    }
  }

  /** None of an image. */
  private static List<String> tokens(ReadSteps read) {
    return read instanceof ReadSteps.OfTokens text ? text.tokens() : List.of();
  }

  private Row candidate(Hypothesis one, List<String> source) {
    List<String> tokens = one.texts(names::get, unknown, source);
    List<Object> values = new ArrayList<>();
    values.add(tokenizer.decode(tokens));
    values.add(AddedColumns.rounded(one.logProbability()));
    values.add(AddedColumns.rounded(one.penalizedScore()));
    if (isAligned()) {
      addAlignment(one, tokens, values);
    }
    return new GenericRowWithSchema(values.toArray(), ofCandidate());
  }

  private void addAlignment(Hypothesis one, List<String> tokens, List<Object> values) {
    values.add(tokens.toArray());
    int[] places = one.alignment();
    values.add(
        alignments == Alignments.PHARAOH
            ? IntStream.range(0, places.length)
                .mapToObj(token -> places[token] + "-" + token)
                .collect(Collectors.joining(" "))
            : Arrays.stream(places).boxed().toArray());
  }
}
