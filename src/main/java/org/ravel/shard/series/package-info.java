/** Windows of series, read from shards on Spark by models that are fitted to whole series. */
package org.ravel.shard.series;
