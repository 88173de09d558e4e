package org.ravel.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

/**
 * Puts the steps of a sequence in their order.
 *
 * @param names of the columns whose values steps have
 */
record GatherSteps(StepColumns columns, List<String> names)
    implements Function<Tuple2<String, Iterable<SequenceStep>>, GatheredSequence> {

  @Override
  public GatheredSequence call(Tuple2<String, Iterable<SequenceStep>> keyed) {
    List<SequenceStep> steps = new ArrayList<>();
    keyed._2().forEach(steps::add);
    steps.sort(Comparator.comparingLong(SequenceStep::number));
    SequenceStep first = steps.get(0);
    if (columns.time() != null) {
      sortByTime(steps);
    }
    List<String> all = new ArrayList<>(names);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int column = i;
      values.add(
          names.get(i).equals(columns.sequence())
              ? first.values().get(i)
              : steps.stream()
                  .map(step -> step.values().get(column))
                  .collect(ArrayList::new, ArrayList::add, ArrayList::addAll));
    }
    all.add(GatheredSequences.ROWS);
    values.add(steps.stream().mapToLong(SequenceStep::number).toArray());
    return new GatheredSequence(
        KeySteps.order(keyed._1(), first.number()),
        first.partition(),
        first.place(),
        new SourceRecord(null, all, values));
  }

  /** Steps of which one has no time stay as they are: whoever reads the sequence says so. */
  private void sortByTime(List<SequenceStep> steps) {
    int time = names.indexOf(columns.time());
    Map<Long, StepTime> times = new HashMap<>();
    for (SequenceStep step : steps) {
      StepTime read = StepTime.of(step.values().get(time));
      if (read == null) {
        return;
      }
      times.put(step.number(), read);
    }
    steps.sort(Comparator.comparing(step -> times.get(step.number()).value()));
  }
}
