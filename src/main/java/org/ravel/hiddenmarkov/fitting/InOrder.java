package org.ravel.hiddenmarkov.fitting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.Function;

/** Puts the segments of a group in the order of their numbers. */
record InOrder<S>() implements Function<Iterable<NumberedSegment<S>>, List<S>> {
  @Override
  public List<S> call(Iterable<NumberedSegment<S>> segments) {
    List<S> inOrder = new ArrayList<>();
    StreamSupport.stream(segments.spliterator(), false)
        .sorted(Comparator.comparingInt(NumberedSegment::number))
        .forEach(segment -> inOrder.add(segment.values()));
    return inOrder;
  }
}
