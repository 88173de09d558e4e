/** What the project asks of Spark: sessions, job descriptions, broadcasts with an owner. */
package org.ravel.spark;
