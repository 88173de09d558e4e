package org.ravel.example;

import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.table.InputRow;

/** Does something with the rows of a chunk as examples. */
final class RunChunk<T> implements Function2<Integer, Iterator<InputRow>, Iterator<T>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ExampleRules> rules;
  private final ChunkTask<T> task;

  RunChunk(Broadcast<ExampleRules> rules, ChunkTask<T> task) {
    this.rules = rules;
    this.task = task;
  }

  @Override
  public Iterator<T> call(Integer chunk, Iterator<InputRow> rows) {
    return task.run(chunk, examples -> rules.value().read(rows, examples)).iterator();
  }
}
