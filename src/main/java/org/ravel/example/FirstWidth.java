package org.ravel.example;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.table.InputRow;

/** Numbers of a step of the first row that can be read. */
record FirstWidth(ExampleParser parser) implements FlatMapFunction<Iterator<InputRow>, Integer> {

  @Override
  public Iterator<Integer> call(Iterator<InputRow> rows) {
    while (rows.hasNext()) {
      try {
        ReadSteps read = parser.read(rows.next().record());
        if (read instanceof ReadSteps.OfNumbers numbers && numbers.count() > 0) {
          return List.of(numbers.width()).iterator();
        }
      } catch (MalformedExample e) {
        // Told or counted when examples are.
      }
    }
    return List.<Integer>of().iterator();
  }
}
