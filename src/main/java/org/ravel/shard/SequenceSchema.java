package org.ravel.shard;

import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The Parquet columns of a shard file: the components of {@link Sequence}, one row for each. The
 * tokens of a sequence are one value, packed by {@link PackedIds}: per token, Parquet's own lists
 * of integers cost several times the time and space.
 */
final class SequenceSchema {
  static final String SEQUENCE = "sequence";
  static final String TOKENS = "tokens";
  static final String SOURCE_STARTS = "source_starts";
  static final String SOURCES = "sources";
  static final String CHARACTERS = "characters";
  static final String BYTES = "bytes";

  static final MessageType MESSAGE =
      Types.buildMessage()
          .required(PrimitiveTypeName.INT64)
          .named(SEQUENCE)
          .required(PrimitiveTypeName.BINARY)
          .named(TOKENS)
          .repeated(PrimitiveTypeName.INT32)
          .named(SOURCE_STARTS)
          .repeated(PrimitiveTypeName.INT32)
          .named(SOURCES)
          .required(PrimitiveTypeName.INT64)
          .named(CHARACTERS)
          .required(PrimitiveTypeName.INT64)
          .named(BYTES)
          .named("sequence_row");

  private SequenceSchema() {}

  /** The columns' names, in order. */
  static List<String> columns() {
    return MESSAGE.getFields().stream().map(Type::getName).toList();
  }
}
