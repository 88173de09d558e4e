package org.ravel.scoring;

import java.util.List;
import java.util.stream.IntStream;
import org.ravel.corpus.Vocabulary;
import org.ravel.table.SourceRecord;

/**
 * Encodes pairs of a source and a target as the model was trained on them: a target begins after
 * {@code <eos>} and ends with one. A pair without a token on one side is not asked about.
 *
 * @param source the column that holds it
 * @param target the same
 * @param scoreEnd whether a target's end is predicted
 */
record PairEncoder(
    String source, String target, Vocabulary sources, Vocabulary targets, boolean scoreEnd)
    implements RowEncoder {

  @Override
  public Document encode(SourceRecord record) {
    int[] read = ids(sources, record.value(source));
    int[] written = ids(targets, record.value(target));
    int[] none = {};
    if (read.length == 0 || written.length == 0) {
      return new Document(read, none, 0, 0);
    }
    int[] end = {targets.endOfDocument().orElseThrow()};
    IntStream ids = IntStream.concat(IntStream.of(end), IntStream.of(written));
    return new Document(
        read, IntStream.concat(ids, IntStream.of(scoreEnd ? end : none)).toArray(), 1, 0);
  }

  private static int[] ids(Vocabulary vocabulary, Object text) {
    List<String> tokens = text == null ? List.of() : vocabulary.tokenizer().tokenize((String) text);
    return tokens.stream().mapToInt(vocabulary::id).toArray();
  }
}
