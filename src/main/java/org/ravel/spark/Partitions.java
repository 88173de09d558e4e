package org.ravel.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.rdd.RDD;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Range$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * What Spark's Java interface does with partitions, at half the cost of a small job. That interface
 * wraps each function in a lambda of Scala, and for each of these Spark's closure cleaner reads the
 * bytes of Spark's own classes again: two or three times in a job. The cleaner leaves functions
 * alone that are instances of named classes, as all of these are.
 */
public final class Partitions {
  /**
   * Partitions whose sums the driver adds up by itself. {@link JavaRDD#treeReduce} sends it about
   * as many where there are 300 partitions, after a shuffle that it needs from 6 on.
   */
  static final int ADDED_AT_ONCE = 16;

  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.Object();

  private Partitions() {}

  /** As {@link JavaRDD#mapPartitions}. */
  public static <T, R> JavaRDD<R> map(
      JavaRDDLike<T, ?> data, FlatMapFunction<Iterator<T>, R> function) {
    return new Whole<>(function).on(data);
  }

  /** As {@link JavaRDD#map}. */
  public static <T, R> JavaRDD<R> mapEach(JavaRDDLike<T, ?> data, Function<T, R> function) {
    return new Each<>(function).on(data);
  }

  /** As {@link JavaRDD#collect}, in one job: the elements in the order of their partitions. */
  public static <T> List<T> collect(JavaRDDLike<T, ?> data) {
    return ofPartitions(data.rdd(), new All<>());
  }

  /** The same of some partitions, in this order. */
  public static <T> List<T> collect(JavaRDDLike<T, ?> data, Collection<Integer> partitions) {
    List<Object> numbers = new ArrayList<>(partitions);
    return ofPartitions(data.rdd(), new All<>(), JavaConverters.asScalaBuffer(numbers));
  }

  /**
   * As {@link JavaRDD#treeReduce}, in one job. A few partitions are added up in their order.
   *
   * @throws UnsupportedOperationException if there is no element
   */
  public static <T> T reduce(JavaRDD<T> data, Function2<T, T, T> add) {
    return data.getNumPartitions() > ADDED_AT_ONCE
        ? data.treeReduce(add)
        : sum(ofPartitions(data.rdd(), new Sum<>(add)).iterator(), add);
  }

  private static <T> List<T> ofPartitions(RDD<T> data, OfPartition<T> function) {
    return ofPartitions(data, function, allOf(data));
  }

  @SuppressWarnings("unchecked") // Numbers, as Scala has them.
  private static Seq<Object> allOf(RDD<?> data) {
    return (Seq<Object>) (Seq<?>) Range$.MODULE$.apply(0, data.getNumPartitions());
  }

  @SuppressWarnings("unchecked") // The arrays hold such elements, of a partition each.
  private static <T> List<T> ofPartitions(
      RDD<T> data, OfPartition<T> function, Seq<Object> partitions) {
    Object[][] results = new Object[partitions.size()][];
    data.sparkContext().runJob(data, function, partitions, new Keep(results), ANY);
    List<T> all = new ArrayList<>();
    for (Object[] result : results) {
      Arrays.stream(result).forEach(element -> all.add((T) element));
    }
    return all;
  }

  private static <T> T sum(Iterator<T> elements, Function2<T, T, T> add) {
    if (!elements.hasNext()) {
      throw new UnsupportedOperationException("empty collection");
    }
    try {
      T sum = elements.next();
      while (elements.hasNext()) {
        sum = add.call(sum, elements.next());
      }
      return sum;
    } catch (Exception e) {
      throw Partitions.<RuntimeException>asItIs(e);
    }
  }

  /** Functions of Java may throw what functions of Scala throw without saying so. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E asItIs(Exception failure) throws E {
    throw (E) failure;
  }

  /** Makes a partition's elements of another's. */
  private abstract static class Mapping<T, R>
      extends AbstractFunction1<scala.collection.Iterator<T>, scala.collection.Iterator<R>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    abstract Iterator<R> map(Iterator<T> elements) throws Exception;

    @Override
    public scala.collection.Iterator<R> apply(scala.collection.Iterator<T> elements) {
      try {
        return JavaConverters.asScalaIterator(map(JavaConverters.asJavaIterator(elements)));
      } catch (Exception e) {
        throw Partitions.<RuntimeException>asItIs(e);
      }
    }

    @SuppressWarnings("unchecked") // As in Spark's Java interface: elements are objects.
    JavaRDD<R> on(JavaRDDLike<T, ?> data) {
      return data.rdd().mapPartitions(this, false, (ClassTag<R>) ANY).toJavaRDD();
    }
  }

  private static final class Whole<T, R> extends Mapping<T, R> {
    private static final long serialVersionUID = 1L;

    private final FlatMapFunction<Iterator<T>, R> function;

    Whole(FlatMapFunction<Iterator<T>, R> function) {
      this.function = function;
    }

    @Override
    Iterator<R> map(Iterator<T> elements) throws Exception {
      return function.call(elements);
    }
  }

  private static final class Each<T, R> extends Mapping<T, R> {
    private static final long serialVersionUID = 1L;

    private final Function<T, R> function;

    Each(Function<T, R> function) {
      this.function = function;
    }

    @Override
    Iterator<R> map(Iterator<T> elements) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return elements.hasNext();
        }

        @Override
        public R next() {
          try {
            return function.call(elements.next());
          } catch (Exception e) {
            throw Partitions.<RuntimeException>asItIs(e);
          }
        }
      };
    }
  }

  /** What a task sends of its partition. */
  private abstract static class OfPartition<T>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    abstract Object[] of(Iterator<T> elements);

    @Override
    public Object apply(TaskContext task, scala.collection.Iterator<T> elements) {
      return of(JavaConverters.asJavaIterator(elements));
    }
  }

  private static final class All<T> extends OfPartition<T> {
    private static final long serialVersionUID = 1L;

    @Override
    Object[] of(Iterator<T> elements) {
      List<T> all = new ArrayList<>();
      elements.forEachRemaining(all::add);
      return all.toArray();
    }
  }

  private static final class Sum<T> extends OfPartition<T> {
    private static final long serialVersionUID = 1L;

    private final Function2<T, T, T> add;

    Sum(Function2<T, T, T> add) {
      this.add = add;
    }

    @Override
    Object[] of(Iterator<T> elements) {
      return elements.hasNext() ? new Object[] {sum(elements, add)} : new Object[0];
    }
  }

  /** Keeps what tasks send by their partitions; on the driver. */
  private static final class Keep extends AbstractFunction2<Object, Object, BoxedUnit> {
    private final Object[][] results;

    Keep(Object[][] results) {
      this.results = results;
    }

    @Override
    public BoxedUnit apply(Object partition, Object result) {
      results[(Integer) partition] = (Object[]) result;
      return BoxedUnit.UNIT;
    }
  }
}
