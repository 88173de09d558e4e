package org.ravel.shard;

import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The sequences of a Parquet row group, read column by column without assembling records. */
final class RowGroup {
  private final ColumnReader sequence;
  private final ColumnReader tokens;
  private final ColumnReader sourceStarts;
  private final ColumnReader sources;
  private final ColumnReader characters;
  private final ColumnReader bytes;
  private final IntList values = new IntList();
  private long remaining;

  RowGroup(PageReadStore pages, String createdBy) {
    ColumnReadStoreImpl columns =
        new ColumnReadStoreImpl(pages, new NoConverters(), SequenceSchema.MESSAGE, createdBy);
    this.sequence = column(columns, SequenceSchema.SEQUENCE);
    this.tokens = column(columns, SequenceSchema.TOKENS);
    this.sourceStarts = column(columns, SequenceSchema.SOURCE_STARTS);
    this.sources = column(columns, SequenceSchema.SOURCES);
    this.characters = column(columns, SequenceSchema.CHARACTERS);
    this.bytes = column(columns, SequenceSchema.BYTES);
    this.remaining = pages.getRowCount();
  }

  private static ColumnReader column(ColumnReadStoreImpl columns, String name) {
    return columns.getColumnReader(
        SequenceSchema.MESSAGE.getColumnDescription(new String[] {name}));
  }

  long remaining() {
    return remaining;
  }

  void skip(long rows) {
    for (ColumnReader column :
        List.of(sequence, tokens, sourceStarts, sources, characters, bytes)) {
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

  /** The next sequence, by its index in what is read: files that hold it may be read in part. */
  Sequence next(long index) {
    remaining--;
    sequence.skip();
    sequence.consume();
    return new Sequence(
        index, ids(tokens), list(sourceStarts), list(sources), number(characters), number(bytes));
  }

  private static long number(ColumnReader column) {
    long value = column.getLong();
    column.consume();
    return value;
  }

  private static int[] ids(ColumnReader column) {
    int[] ids = PackedIds.unpack(column.getBinary().getBytesUnsafe());
    column.consume();
    return ids;
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
