#!/bin/sh
# Makes Naru's topics on the broker $1 (host:port). Topics that exist are left as they are.
set -eu
broker=${1:?usage: create-topics.sh HOST:PORT}

topic() {
  name=$1 partitions=$2
  shift 2
  "${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}" --bootstrap-server "$broker" \
    --create --if-not-exists --topic "$name" --partitions "$partitions" --replication-factor 1 \
    --config retention.ms=-1 "$@"
}

# The order of turns is the order in this one partition; the broker's clock stamps it.
topic naru.commands 1 --config message.timestamp.type=LogAppendTime --config max.message.bytes=4194304
topic naru.events 1
# As many partitions as the pool has slots.
topic naru.slots.default 10
topic naru.dead-letters 1 --config max.message.bytes=4194304
