package org.ravel.shard.file;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.ravel.sequence.Column;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;

/** The examples of a Parquet row group, read column by column without assembling records. */
final class RowGroup {
  private final List<ColumnReader> columns = new ArrayList<>();
  private final Schema schema;
  private final IntList values = new IntList();
  private long remaining;

  RowGroup(PageReadStore pages, Schema schema, MessageType layout, String createdBy) {
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(pages, new NoConverters(), layout, createdBy);
    for (ColumnDescriptor column : layout.getColumns()) {
      columns.add(store.getColumnReader(column));
    }
    this.schema = schema;
    this.remaining = pages.getRowCount();
  }

  long remaining() {
    return remaining;
  }

  void skip(long rows) {
    for (ColumnReader column : columns) {
      for (long row = 0; row < rows; row++) {
        do {
          if (isThere(column)) {
            column.skip();
          }
          column.consume();
        } while (column.getCurrentRepetitionLevel() == 1);
      }
    }
    remaining -= rows;
  }

  /** The next example, by its index in what is read: files that hold it may be read in part. */
  Example next(long index) {
    remaining--;
    Iterator<ColumnReader> next = columns.iterator();
    ColumnReader sequence = next.next();
    sequence.skip();
    sequence.consume();
    List<Values> read = new ArrayList<>();
    for (Column column : schema.columns()) {
      read.add(unpacked(column, next.next()));
    }
    boolean hasText = ShardLayout.hasText(schema);
    return new Example(
        index,
        read,
        new Origin(
            list(next.next()),
            list(next.next()),
            hasText ? number(next.next()) : 0,
            hasText ? number(next.next()) : 0));
  }

  private static long number(ColumnReader column) {
    long value = column.getLong();
    column.consume();
    return value;
  }

  private static Values unpacked(Column column, ColumnReader reader) {
    byte[] packed = reader.getBinary().getBytesUnsafe();
    reader.consume();
    if (column instanceof Column.Children) {
      return new Values.OfChildren(new Preorder(PackedIds.unpack(packed)));
    }
    if (column instanceof Column.Sets) {
      return new Values.OfSets(PackedSets.sets(PackedIds.unpack(packed)));
    }
    if (column instanceof Column.Series series) {
      return new Values.OfReals(series.horizon().width(), PackedReals.unpack(packed));
    }
    return column instanceof Column.Reals reals
        ? new Values.OfReals(reals.width(), PackedReals.unpack(packed))
        : new Values.OfIds(PackedIds.unpack(packed));
  }

  /** A row's values of a repeated column: the first at repetition level 0, the others at 1. */
  private int[] list(ColumnReader column) {
    values.clear();
    do {
      if (isThere(column)) {
        values.add(column.getInteger());
      }
      column.consume();
    } while (column.getCurrentRepetitionLevel() == 1);
    return values.toArray();
  }

  /** Whether there is a value, not an empty list. */
  private static boolean isThere(ColumnReader column) {
    return column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
  }

  /** The readers ask for converters, which assembling records would need. */
  private static final class NoConverters extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
