package org.ravel.shard.file;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.ravel.sequence.Column;
import org.ravel.sequence.Order;
import org.ravel.sequence.Schema;

/**
 * The Parquet columns of a shard file, one row for each example: its number, the columns of its
 * schema, and where it comes from. All values of a column of the schema are one value of Parquet,
 * packed by {@link PackedIds} or {@link PackedReals}: per value, Parquet's own lists cost several
 * times the time and space.
 */
final class ShardLayout {
  static final String SEQUENCE = "sequence";
  static final String SOURCE_STARTS = "source_starts";
  static final String SOURCES = "sources";
  static final String CHARACTERS = "characters";
  static final String BYTES = "bytes";

  private ShardLayout() {}

  /** The columns of files that hold examples of a schema. */
  static MessageType of(Schema schema) {
    List<Type> fields = new ArrayList<>();
    fields.add(Types.required(PrimitiveTypeName.INT64).named(SEQUENCE));
    for (Column column : schema.columns()) {
      fields.add(Types.required(PrimitiveTypeName.BINARY).named(column.name()));
    }
    fields.add(Types.repeated(PrimitiveTypeName.INT32).named(SOURCE_STARTS));
    fields.add(Types.repeated(PrimitiveTypeName.INT32).named(SOURCES));
    if (hasText(schema)) {
      fields.add(Types.required(PrimitiveTypeName.INT64).named(CHARACTERS));
      fields.add(Types.required(PrimitiveTypeName.INT64).named(BYTES));
    }
    MessageType layout = new MessageType("sequence_row", fields);
    EncodingOrder.settle(layout);
    return layout;
  }

  /** Whether the examples together are a text, whose length is of interest. */
  static boolean hasText(Schema schema) {
    return schema.order() == Order.STREAM;
  }
}
