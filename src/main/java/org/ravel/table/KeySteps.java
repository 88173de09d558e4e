package org.ravel.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.PairFunction;
import scala.Tuple2;

/**
 * Says which sequence a row is a step of. Files of different groups have no sequence in common,
 * whatever their ids; a row without an id is a sequence of its own, for whoever reads it to refuse.
 *
 * @param names of the columns whose values are kept
 * @param groups numbers of groups, from 1, by file; other files are together
 */
record KeySteps(StepColumns columns, List<String> names, Map<String, Integer> groups)
    implements PairFunction<InputRow, String, SequenceStep> {
  private static final int GROUP_SHIFT = 60;

  @Override
  public Tuple2<String, SequenceStep> call(InputRow row) {
    List<Object> values = new ArrayList<>(names.size());
    names.forEach(name -> values.add(row.record().value(name)));
    Object id = columns.sequence() == null ? "" : row.record().value(columns.sequence());
    int group = groups.getOrDefault(row.part().file(), 0);
    String key = id == null ? " " + row.number() : "=" + id;
    return new Tuple2<>(
        group + key, new SequenceStep(row.number(), row.part().partition(), row.place(), values));
  }

  /** By what a sequence is sorted. */
  static long order(String key, long first) {
    return ((long) Character.digit(key.charAt(0), 10) << GROUP_SHIFT) | first;
  }

  /** The group of a sequence. */
  static int group(long order) {
    return (int) (order >>> GROUP_SHIFT);
  }
}
