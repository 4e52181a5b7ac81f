// async-tidy: checks=async-* needs=grpc
// gRPC's synchronous interface in coroutines: calls of stubs, streams, queues.
#include <task.h>

#include <grpcpp/grpcpp.h>
#include <grpcpp/support/sync_stream.h>
#include <grpcpp/support/client_callback.h>

struct Request {};
struct Reply {
  int value = 0;
};

template <class Message> struct Serialization {
  static grpc::Status Serialize(const Message &, grpc::ByteBuffer *, bool *);
  static grpc::Status Deserialize(grpc::ByteBuffer *, Message *);
};
namespace grpc {
template <> class SerializationTraits<Request> : public Serialization<Request> {};
template <> class SerializationTraits<Reply> : public Serialization<Reply> {};
} // namespace grpc

/// In the manner of what protoc generates.
class Greeter {
public:
  class StubInterface {
  public:
    class async_interface {
    public:
      virtual ~async_interface() = default;
      virtual void Hello(grpc::ClientContext *, const Request *, Reply *, std::function<void(grpc::Status)>) = 0;
    };
    virtual ~StubInterface() = default;
    virtual grpc::Status Hello(grpc::ClientContext *context, const Request &request, Reply *reply) = 0;
    virtual async_interface *async() = 0;
  };
  class Stub final : public StubInterface {
  public:
    grpc::Status Hello(grpc::ClientContext *context, const Request &request, Reply *reply) override;
    async_interface *async() override;
  };
};

co::task<> resumes(grpc::Status &status);

co::task<int> calls(Greeter::Stub &stub) {
  grpc::ClientContext context, other;
  Request request;
  Reply reply;
  grpc::Status status = stub.Hello(&context, request, &reply);
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: call to 'Greeter::Stub::Hello' blocks the thread that runs coroutine 'calls': it waits for the server [async-blocking-call]
  stub.async()->Hello(&other, &request, &reply, [&status](grpc::Status s) { status = s; });
  co_await resumes(status);
  co_return reply.value;
}

co::task<int> reads(grpc::ClientReader<Reply> &stream) {
  Reply reply;
  while (stream.Read(&reply))
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: call to 'grpc::internal::ReaderInterface::Read' blocks the thread that runs coroutine 'reads': it waits for the server [async-blocking-call]
    co_await co::yield();
  co_return stream.Finish().ok();
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: call to 'grpc::internal::ClientStreamingInterface::Finish' blocks the thread that runs coroutine 'reads': it waits for the server [async-blocking-call]
}

co::task<> polls(grpc::CompletionQueue &queue) {
  void *tag;
  bool ok;
  queue.Next(&tag, &ok);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'grpc::CompletionQueue::Next' blocks the thread that runs coroutine 'polls': it waits for another thread or an event [async-blocking-call]
  co_await co::yield();
}

void in_a_thread(grpc::CompletionQueue &queue, Greeter::Stub &stub) {
  void *tag;
  bool ok;
  while (queue.Next(&tag, &ok))
    ;
  grpc::ClientContext context;
  Reply reply;
  stub.Hello(&context, Request(), &reply);
}
