package org.ravel.table;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.ravel.sequence.Values;

/** An image's name and its features, which are read when somebody asks for them. */
final class ImageValues extends AbstractList<Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient String name;
  private final transient Supplier<Values> features;

  ImageValues(String name, Supplier<Values> features) {
    this.name = name;
    this.features = features;
  }

  @Override
  public Object get(int column) {
    return switch (column) {
      case 0 -> name;
      case 1 -> features.get();
      default -> throw new IndexOutOfBoundsException(column);
    };
  }

  @Override
  public int size() {
    return NpyRecords.NAMES.size();
  }

  /** Elsewhere the file may not be there: a copy has the features. */
  private Object writeReplace() {
    return new ArrayList<>(this);
  }
}
