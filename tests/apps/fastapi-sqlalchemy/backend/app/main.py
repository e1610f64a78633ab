from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.api import tickets
from app.config import settings

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=[settings.web_origin],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)
app.include_router(tickets.router)


@app.get("/health")
def health():
    return {"status": "ok"}
